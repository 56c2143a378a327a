import { readFile } from 'node:fs/promises'
import * as v from 'valibot'
import type { DocumentName } from '../protocol/documents.ts'

const document = v.pipe(v.string(), v.parseJson(), v.looseObject({}))

/** Reads the documents that were bundled with a function. `beside` is the URL of its module. */
export function bundledDocuments(beside: string): (name: DocumentName) => Promise<object> {
  return async name => v.parse(document, await readFile(new URL(`./${name}`, beside), 'utf8'))
}
