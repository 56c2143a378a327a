import { readFileSync } from 'node:fs'
import { Instrumenter } from '@stryker-mutator/instrumenter'
import { definitionsIn } from './definitions.ts'

/** A small change of the code, which a test should notice. */
export interface Mutant {
  readonly id: string
  /** Relative to the repository. */
  readonly file: string
  /** The line that it begins on, counted from 1. */
  readonly line: number
  /** The definition that contains it. */
  readonly definition: string
  /** The original code and its replacement: `at >= dueAt → at > dueAt`. */
  readonly words: string
}

/** Code that contains all of its mutants, each behind a switch. */
export interface Instrumented {
  readonly mutants: readonly Mutant[]
  /** By file. */
  readonly code: ReadonlyMap<string, string>
}

const silent = {
  isTraceEnabled: () => false,
  isDebugEnabled: () => false,
  isInfoEnabled: () => false,
  isWarnEnabled: () => true,
  isErrorEnabled: () => true,
  isFatalEnabled: () => true,
  trace: () => undefined,
  debug: () => undefined,
  info: () => undefined,
  warn: console.warn,
  error: console.error,
  fatal: console.error,
}

/** Every mutant that StrykerJS makes of these files. */
export async function instrumented(files: readonly string[]): Promise<Instrumented> {
  const sources = new Map(files.map(file => [file, readFileSync(file, 'utf8')]))
  const made = await new Instrumenter(silent).instrument(
    [...sources].map(([name, content]) => ({ name, content, mutate: true })),
    { plugins: null, ignorers: [], excludedMutations: [] },
  )
  return {
    code: new Map(made.files.map(({ name, content }) => [name, content])),
    mutants: made.mutants.map(({ id, fileName, location: { start, end }, replacement }) => {
      const source = sources.get(fileName) ?? ''
      const lines = source.split('\n')
      const words = lines.slice(start.line, end.line + 1)
      words.push(words.pop()?.slice(0, end.column) ?? '')
      words.unshift(words.shift()?.slice(start.column) ?? '')
      const around = definitionsIn(source).find(one => one.start <= start.line && start.line < one.end)
      return {
        id,
        file: fileName,
        line: start.line + 1,
        definition: around?.name ?? '',
        words: `${onOneLine(words.join('\n'))} → ${onOneLine(replacement)}`,
      }
    }),
  }
}

function onOneLine(words: string): string {
  return words.replaceAll(/\s+/g, ' ').trim()
}
