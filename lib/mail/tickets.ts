/** The tags of ticket systems: `[State #123]`, `[Ticket#63007]`, `[issue42]`, `[REF-7]`, `(#123)`. */
const tag = /\[[\p{L}\p{N} ._:/-]{0,40}#\s?\d{1,20}\]|\[\p{L}{1,20}-?\d{1,20}\]|\(#\d{1,20}\)/gu

/**
 * The tag that a ticket system put into a subject. Mails with the same tag belong to the same ticket. `ours` is the beginning
 * of the desk's own subjects, which a reply repeats and which may look like a tag.
 */
export function ticketTagIn(subject: string, ours = ''): string | undefined {
  return (subject.match(tag) ?? []).find(found => found !== ours)
}
