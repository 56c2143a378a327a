import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import * as v from 'valibot'

const shape = v.object({ http: v.string(), session: v.string(), pass: v.string() })

/** The pass that lets a patron back into their conversation, and the desk that it is for. */
export type Pass = v.InferOutput<typeof shape>

/**
 * A file for a pass. The patron names it, because on a shared machine nothing may be kept unless they ask. Anybody who can read
 * the file gets into the conversation, so only the patron may read it.
 */
export interface PassFile {
  readonly name: string
  /** The pass in it; undefined if there is no file. Throws a sentence if it holds no pass or if others can read it. */
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
  return code === 'EEXIST' ? 'a file with this name already exists.' : `${String(code ?? error)}.`
}
