import { expect, it } from 'vitest'
import { documentRoutes } from '../../../lib/http/documents.ts'

it.each(['openapi.json', 'asyncapi.json'] as const)('%s is served as it is, and anybody may keep it', async name => {
  const routes = documentRoutes(async read => ({ read }))
  expect(await routes[`GET /${name}`]?.({ path: {}, body: '', at: 0 })).toEqual({
    status: 200,
    body: { read: name },
    sharedFor: 300,
  })
})
