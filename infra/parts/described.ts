/** An alarm as its mail has it: what has happened, and where it says what to do. */
export function described(says: string, page: string): string {
  return `${says}. What to do: docs/operating/alarms.md#${page}`
}
