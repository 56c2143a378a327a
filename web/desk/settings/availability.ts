import { useEffect, useState } from 'react'
import * as v from 'valibot'
import { availabilityShown } from '../../../lib/protocol/out/http.ts'

export type Availability = v.InferOutput<typeof availabilityShown>

/** Whether somebody would answer for a library; undefined if the desk does not say. */
async function availabilityOf(http: string, library: string): Promise<Availability | undefined> {
  const answer = await fetch(`${http}/libraries/${encodeURIComponent(library)}/availability`).catch(() => undefined)
  if (!answer?.ok) return undefined
  const read = v.safeParse(availabilityShown, await answer.json())
  return read.success ? read.output : undefined
}

/** As many libraries are asked about. */
const askedMax = 300
/** How long until they are asked about again, ms. */
const againAfter = 30_000

/** Whether somebody would answer for each of these libraries. They are asked about one after the other, and again while the page is open. */
export function useAvailabilities(libraries: readonly { readonly id: string }[]): ReadonlyMap<string, Availability> {
  const [known, setKnown] = useState<ReadonlyMap<string, Availability>>(new Map())
  useEffect(() => {
    let isOver = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = async () => {
      for (const { id } of libraries.slice(0, askedMax)) {
        const now = await availabilityOf(location.origin, id)
        if (isOver) return
        if (now) setKnown(before => new Map(before).set(id, now))
      }
      timer = setTimeout(() => void look(), againAfter)
    }
    void look()
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [libraries])
  return known
}
