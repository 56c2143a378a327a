import * as v from 'valibot'
import { availabilityShown } from '../lib/protocol/out/http.ts'

export type Availability = v.InferOutput<typeof availabilityShown>

/** Whether somebody would answer for a library; undefined if the desk does not say. */
export async function availabilityOf(http: string, library: string): Promise<Availability | undefined> {
  const answer = await fetch(`${http}/libraries/${encodeURIComponent(library)}/availability`).catch(() => undefined)
  if (!answer?.ok) return undefined
  const read = v.safeParse(availabilityShown, await answer.json())
  return read.success ? read.output : undefined
}
