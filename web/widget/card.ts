/** Something public from the desk, as it came. The button reads only what it shows. */
export type Raw = Readonly<Record<string, unknown>>

export function isRaw(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null
}

/** What a public address of the desk says; undefined if the desk does not answer. */
export async function asked(url: string): Promise<Raw | undefined> {
  try {
    const answer = await fetch(url)
    const body: unknown = answer.ok && (await answer.json())
    return isRaw(body) ? body : undefined
  } catch {
    // Nobody answers, or a throttled API does without the headers that a page needs.
    return undefined
  }
}

/** A library's card, or the last one that came here if the desk is away. It says only what the library says to everybody. */
export async function cardAt(url: string): Promise<Raw | undefined> {
  const card = await asked(url)
  try {
    if (card) localStorage.setItem(url, JSON.stringify(card))
    const kept: unknown = JSON.parse(localStorage.getItem(url) ?? '0')
    return isRaw(kept) ? kept : card
  } catch {
    // The page may not keep anything.
    return card
  }
}
