import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import type { Bug } from './bug.ts'
import { definitionWith } from './definition.ts'

/** A file as it reads with a bug in it; throws where the bug's place is gone. */
export function planted({ in: name, find, replace, also, imports = [] }: Bug): {
  readonly file: string
  readonly source: string
} {
  const edits = [{ find, replace }, ...(also ? [also] : [])]
  const { file, text } = definitionWith(
    name,
    edits.map(edit => edit.find),
  )
  const broken = edits.reduce((code, edit) => code.replace(edit.find, () => edit.replace), text)
  const needed = imports.map(one => `import { ${one} } from '${pathToFileURL(exporting(one))}'\n`)
  return { file, source: needed.join('') + readFileSync(file, 'utf8').replace(text, () => broken) }
}

/** The file that exports this. */
function exporting(name: string): string {
  const { file, text } = definitionWith(name, [])
  if (!text.startsWith('export ')) throw new Error(`${name} is not exported.`)
  return file
}
