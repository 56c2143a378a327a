import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import * as v from 'valibot'

const shape = v.object({ http: v.string(), session: v.string(), pass: v.string() })

/** What lets a patron back into their conversation, and at which desk. */
export type Pass = v.InferOutput<typeof shape>

/**
 * A file for a pass, which the patron names: on a machine that others use, nothing is kept unless they ask for it. Whoever can
 * read it is let into the conversation, so that is nobody else.
 */
export interface PassFile {
  readonly name: string
  /** The pass in it; nothing, where there is no such file. Throws a sentence where it is none, or is not theirs alone. */
  read(): Pass | undefined
  write(pass: Pass): void
  forget(): void
}

export function passFile(name: string): PassFile {
  return {
    name,
    read: () => {
      const found = statSync(name, { throwIfNoEntry: false })
      if (!found) return undefined
      if (process.platform !== 'win32' && (found.mode & 0o077) !== 0)
        throw new Error(`Others can read ${name}, which lets whoever has it into your conversation: chmod 600 ${name}`)
      const pass = v.safeParse(v.pipe(v.string(), v.parseJson(), shape), readFileSync(name, 'utf8'))
      if (!pass.success) throw new Error(`${name} holds no pass to a conversation.`)
      return pass.output
    },
    write: pass => {
      try {
        writeFileSync(name, JSON.stringify(pass), { mode: 0o600, flag: 'wx' })
      } catch (error) {
        throw new Error(`The pass could not be written to ${name}: ${reasonOf(error)}`)
      }
    },
    forget: () => rmSync(name, { force: true }),
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === 'EEXIST' ? 'there is such a file already.' : `${String(code ?? error)}.`
}
