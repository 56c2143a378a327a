import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import * as v from 'valibot'
import { parse } from 'yaml'
import { DeskRefusal } from '../client/desk-http.ts'
import { librarianChat } from './librarian-chat.ts'
import { passFile } from './pass-file.ts'
import { patronChat } from './patron-chat.ts'
import { openScreen } from './screen.ts'
import { signInAtTerminal } from './sign-in.ts'

const usage = `npm run chat -- patron --library state-college [--name Jane] [--email jane@example.org] [--language es]
                       [--answer status=student] [--http URL]
npm run chat -- patron --pass FILE
npm run chat -- librarian [--as rob] [--provider user-pool] [--http URL]

  --library  the id of the library that is asked
  --language the language that the patron reads, e.g. en or es-419
  --answer   an answer to a field of the library's form, by its id; once for each
  --pass     a file that keeps a pass to the conversation, readable by you alone: with it you come back to the conversation in
             another terminal. Without it nothing is kept on this machine; /keep FILE keeps it later
  --as       a librarian's id, or the email address that they sign in with; at the desk of npm start nothing else is asked
  --provider who vouches for the librarian, by the name in the consortium file, where the desk knows several
  --http     URL of the HTTP API (by default http://127.0.0.1:4510, the desk of npm start)

Without --as, and at a desk in AWS, a librarian signs in with a browser, which the terminal gives an address for.`

async function chat(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      library: { type: 'string' },
      name: { type: 'string' },
      email: { type: 'string' },
      language: { type: 'string' },
      answer: { type: 'string', multiple: true, default: [] },
      pass: { type: 'string' },
      as: { type: 'string' },
      provider: { type: 'string' },
      http: { type: 'string', default: 'http://127.0.0.1:4510' },
      help: { type: 'boolean', default: false },
    },
  })
  const [role] = positionals
  const { library, name, email, language, answer, as, provider, pass } = values
  const http = values.http.replace(/\/$/, '')
  if (values.help) console.log(usage)
  else if (role === 'patron' && (library || (pass && existsSync(pass)))) {
    const kept = pass && { kept: passFile(pass) }
    const answers = answersIn(answer)
    const about = { ...(name && { name }), ...(email && { email }), ...(language && { language }), ...answers, ...kept }
    await patronChat({ http, library: library ?? '', ...about }, openScreen())
  } else if (role === 'librarian') {
    const tokens = await signInAtTerminal({ http, provider, ...librarianCalled(as) }, text => console.log(text))
    await librarianChat(http, tokens, openScreen())
  } else throw new Error(usage)
}

/** `status=student` answers the field `status`. Throws a sentence. */
function answersIn(given: readonly string[]): { readonly answers?: Readonly<Record<string, string>> } {
  if (given.length === 0) return {}
  const pairs = given.map(each => [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)] as const)
  if (given.some(each => each.indexOf('=') < 1))
    throw new Error('--answer needs a field and its answer: status=student.')
  return { answers: Object.fromEntries(pairs) }
}

/** One sentence for the person at the terminal. */
function sentence(error: unknown): string {
  // If nobody listens, fetch says only "fetch failed".
  if (error instanceof TypeError && error.cause) return 'The desk does not answer; is it running (npm start)?'
  if (error instanceof DeskRefusal || error instanceof Error) return error.message
  return String(error)
}

const file = process.env.COOPDESK_CONSORTIUM ?? fileURLToPath(new URL('../examples/consortium.yaml', import.meta.url))
const librarians = v.object({
  librarians: v.array(v.object({ id: v.string(), email: v.string(), library: v.string() })),
})

/** The address and library of a librarian, by their id in the consortium file or by that address. Throws a sentence. */
function librarianCalled(who: string | undefined): { readonly address?: string; readonly library?: string } {
  if (who === undefined || who.includes('@')) return { ...(who !== undefined && { address: who }) }
  const known = v.parse(librarians, parse(readFileSync(file, 'utf8'))).librarians
  const found = known.find(({ id }) => id === who)
  if (found) return { address: found.email, library: found.library }
  throw new Error(`The consortium file has no librarian "${who}"; it has ${known.map(({ id }) => id).join(', ')}.`)
}

try {
  await chat()
  process.exit(0)
} catch (error) {
  console.error(sentence(error))
  process.exit(1)
}
