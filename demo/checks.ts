/** What the demo claims, one name each, and whether it was so. */
export interface Checks {
  /** Notes a claim; `seen` says what there was instead. */
  check(name: string, held: boolean, seen?: string): void
  readonly all: readonly Check[]
}

export interface Check {
  readonly name: string
  readonly held: boolean
  readonly seen?: string
}

/** Nothing claimed yet. */
export function openChecks(): Checks {
  const all: Check[] = []
  return { all, check: (name, held, seen) => void all.push({ name, held, ...(seen !== undefined && { seen }) }) }
}

/** The claims as a list, those that failed with what was seen. */
export function checkList({ all }: Checks): string {
  return all
    .map(
      ({ name, held, seen }) =>
        `  ${held ? '✓' : '✗'} ${name}${held || seen === undefined ? '' : `\n      seen: ${seen}`}`,
    )
    .join('\n')
}
