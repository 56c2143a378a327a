import { useEffect, useState } from 'react'
import { type Availability, availabilityOf } from '../../../client/availability.ts'

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
