/** The demo's claims by name, and whether each was true. */
export interface Checks {
  /** Records a claim. `seen` says what was there instead. */
  check(name: string, held: boolean, seen?: string): void
  readonly all: readonly Check[]
}

export interface Check {
  readonly name: string
  readonly held: boolean
  readonly seen?: string
}

/** No claims yet. */
export function openChecks(): Checks {
  const all: Check[] = []
  return { all, check: (name, held, seen) => void all.push({ name, held, ...(seen !== undefined && { seen }) }) }
}

/** The claims as a list; failed ones with what was seen. */
export function checkList({ all }: Checks): string {
  return all
    .map(
      ({ name, held, seen }) =>
        `  ${held ? '✓' : '✗'} ${name}${held || seen === undefined ? '' : `\n      seen: ${seen}`}`,
    )
    .join('\n')
}
