import * as v from 'valibot'
import type { Provider } from '../consortium/sign-in.ts'

const texts = v.array(v.string())
const speaker = {
  id: v.string(),
  speaksFor: v.exactOptional(v.object({ libraries: texts, domains: texts })),
  addresses: v.picklist(['verified', 'any']),
  secondFactor: v.exactOptional(v.object({ claim: v.string(), values: texts })),
}
const providers = v.array(
  v.object({
    ...speaker,
    issuer: v.string(),
    audience: v.string(),
    scopes: texts,
    parameters: v.record(v.string(), v.string()),
    behind: v.exactOptional(v.array(v.object(speaker))),
  }),
)

/** The providers, as the environment of a function lists them. */
export function providersIn(json: string): readonly Provider[] {
  return v.parse(providers, JSON.parse(json))
}
