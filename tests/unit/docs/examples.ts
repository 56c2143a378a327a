import { readFileSync } from 'node:fs'
import { protocolFile } from '../../../tools/protocol/write.ts'

/** One frame of an example: to the desk or from it. */
export interface Example {
  readonly to: 'desk' | 'client'
  readonly text: string
  readonly frame: Readonly<Record<string, unknown>>
}

/** One HTTP request or answer of an example, with its body if it has one. */
export interface HttpExample {
  readonly start: string
  readonly body?: unknown
}

/** PROTOCOL.md as it lies in the project. */
export const written = readFileSync(protocolFile, 'utf8')

/** Every frame that stands after an arrow in an example. */
export const examples: readonly Example[] = blocks('text').flatMap(block =>
  [...block.matchAll(/^.*?([→←]) (.*)$/gm)].map(([, arrow, text = '']): Example => {
    return { to: arrow === '→' ? 'desk' : 'client', text, frame: object(JSON.parse(text)) }
  }),
)

/** Every example of HTTP. */
export const httpExamples: readonly HttpExample[] = blocks('http').map(block => {
  const [head = '', body] = block.split('\n\n')
  const [start = ''] = head.split('\n')
  return { start, ...(body && { body: JSON.parse(body) }) }
})

function blocks(language: string): readonly string[] {
  return [...written.matchAll(/^```(\w+)\n(.*?)^```$/gms)].flatMap(([, its, text = '']) =>
    its === language ? [text] : [],
  )
}

function object(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw new Error('An example is no object.')
  return { ...value }
}
