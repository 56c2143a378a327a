import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = new URL('../../../', import.meta.url)

/** A function or constant at the top level of a file, wherever that file lies. */
export interface Definition {
  /** Absolute path. */
  readonly file: string
  readonly name: string
  readonly text: string
}

const begin = /^(?:export )?(?:async )?(?:function|const|let|class) (\w+)/
/** The first line of whatever comes next at the top level. */
const next = /^(?:export|import|async|function|const|let|class|interface|type|\/\*\*|\/\/|\w+\()/

let all: readonly Definition[] | undefined

/** Every definition of the desk's own code and of the memory twins, by reading them once. */
function definitions(): readonly Definition[] {
  all ??= globSync(['lib/**/*.ts', 'tests/memory/*.ts'], { cwd: fileURLToPath(root) }).flatMap(path => {
    const file = fileURLToPath(new URL(path, root))
    return definitionsIn(file, readFileSync(file, 'utf8'))
  })
  return all
}

function definitionsIn(file: string, source: string): readonly Definition[] {
  const lines = source.split('\n')
  return lines.flatMap((line, i) => {
    const name = begin.exec(line)?.[1]
    if (name === undefined) return []
    const length = lines.slice(i + 1).findIndex(other => next.test(other))
    return [{ file, name, text: lines.slice(i, length < 0 ? undefined : i + 1 + length).join('\n') }]
  })
}

/** The definition with this name that contains every text exactly once. Throws the reason if there is none. */
export function definitionWith(name: string, texts: readonly string[]): Definition {
  const called = definitions().filter(one => one.name === name)
  if (called.length === 0) throw new Error(`There is no ${name} at the top level of any file.`)
  const found = called.filter(({ text }) => texts.every(part => text.split(part).length === 2))
  const [only] = found
  if (only && found.length === 1) return only
  const where = called.map(({ file }) => file.slice(fileURLToPath(root).length)).join(', ')
  throw new Error(`This does not stand exactly once in ${name} (${where}):\n${texts.join('\n…\n')}`)
}
