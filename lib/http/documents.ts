import type { DocumentName } from '../protocol/documents.ts'
import type { HttpRoutes } from './route.ts'

const sharedFor = 300

/** The routes and frames of the desk, for programs. They change only with a release. */
export function documentRoutes(read: (name: DocumentName) => Promise<object>): HttpRoutes {
  const serve = (name: DocumentName) => async () => ({ status: 200, body: await read(name), sharedFor })
  return { 'GET /openapi.json': serve('openapi.json'), 'GET /asyncapi.json': serve('asyncapi.json') }
}
