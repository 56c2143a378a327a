import type { DocumentName } from '../../lib/protocol/documents.ts'
import { asyncApi } from './asyncapi.ts'
import { openApi } from './openapi.ts'

const documents: Readonly<Record<DocumentName, () => object>> = { 'openapi.json': openApi, 'asyncapi.json': asyncApi }

/** Where a document stands from which the desk serves it. */
export const documentFile = (name: DocumentName): URL => new URL(`../../docs/clients/${name}`, import.meta.url)

/** What the desk says of itself to programs, from the schemas of today. */
export function documentText(name: DocumentName): string {
  return `${JSON.stringify(documents[name](), undefined, 1)}\n`
}
