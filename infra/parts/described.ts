/** The description of an alarm in its mail: what has happened, and where to read what to do. */
export function described(says: string, page: string): string {
  return `${says}. What to do: docs/operating/alarms.md#${page}`
}
