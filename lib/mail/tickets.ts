/** The tags of ticket systems: `[State #123]`, `[Ticket#63007]`, `[issue42]`, `[REF-7]`, `(#123)`. */
const tag = /\[[\p{L}\p{N} ._:/-]{0,40}#\s?\d{1,20}\]|\[\p{L}{1,20}-?\d{1,20}\]|\(#\d{1,20}\)/gu

/**
 * The number that a ticket system gave a mail, as it stands in the subject of what it sent: whatever comes with the same tag is
 * the same ticket. `ours` is the beginning of our own subjects, which a reply repeats and which may look like one.
 */
export function ticketTagIn(subject: string, ours = ''): string | undefined {
  return (subject.match(tag) ?? []).find(found => found !== ours)
}
