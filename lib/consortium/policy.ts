/** A day on which a library is closed, with the name by which people know it. */
export interface Holiday {
  /** YYYY-MM-DD. */
  readonly date: string
  readonly name: string
}

/** What a library tells librarians elsewhere about itself, in one statement of its policy page (R11). */
export interface PolicyStatement {
  readonly id: string
  readonly topic: string
  readonly text: string
  /** Where it comes from: an https URL, for staff. */
  readonly source?: string
  /** Who vouches for it, in words. */
  readonly vouchedBy: string
  /** When they last made sure of it, YYYY-MM-DD. */
  readonly checkedOn: string
  /** Whether patrons ask for it so often that it is on the today card (R44). */
  readonly onCard?: boolean
}
