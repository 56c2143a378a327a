/** A text in one or more languages, by their BCP 47 tags. */
export type InLanguages = Readonly<Record<string, string>>

/** What the pages for a library's patrons show and ask. All of it is public. */
export interface PageSettings {
  /** `#rrggbb`. */
  readonly accent: string
  /** https URL of a picture. */
  readonly logo?: string
  readonly website?: string
  /** Where patrons reach the library while the desk is closed. */
  readonly telephone?: string
  /** The public address, which may differ from the mailbox for follow-ups. */
  readonly email?: string
  /** BCP 47 tags; the first is the default. */
  readonly languages: readonly string[]
  /** The library's own wording in ICU message syntax, by language and by the key of the text that it replaces. */
  readonly words: Readonly<Record<string, InLanguages>>
  readonly form: QuestionForm
}

/** Whether the form asks for something. A client that sends it although it is `off` is not refused. */
export type Asked = 'off' | 'optional' | 'required'

/** What a patron fills in beside the question. */
export interface QuestionForm {
  readonly name: Asked
  readonly email: Asked
  readonly fields: readonly FormField[]
}

export interface FormField {
  readonly id: string
  /** At least in the first language of the library. */
  readonly label: InLanguages
  readonly required: boolean
  /** @default - any text */
  readonly choices?: readonly Choice[]
}

export interface Choice {
  readonly id: string
  readonly label: InLanguages
}

/** The page of a library that sets nothing. Entries of older releases have none either. */
export const defaultPage: PageSettings = {
  accent: '#1f5f99',
  languages: ['en'],
  words: {},
  form: { name: 'optional', email: 'optional', fields: [] },
}
