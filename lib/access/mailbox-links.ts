import * as v from 'valibot'
import { readToken, signed } from './mail-tokens.ts'

/** The test of a library's mailbox that a link confirms. */
export interface TestedMailbox {
  readonly library: string
  /** The number of the test. */
  readonly n: number
}

/** Makes and reads the links in test mails, by which somebody confirms that a mailbox is read. */
export interface MailboxLinks {
  /** A link that works until `end`, ms. */
  link(tested: TestedMailbox, end: number): Promise<string>
  read(token: string, at: number): Promise<TestedMailbox | undefined>
}

export interface MailboxLinksSettings {
  readonly key: () => Promise<Uint8Array>
  /** The base URL of the pages behind links. */
  readonly url: string
}

const claims = v.object({ library: v.string(), n: v.number() })

export function mailboxLinks({ key, url }: MailboxLinksSettings): MailboxLinks {
  return {
    link: async ({ library, n }, end) =>
      `${url.replace(/\/$/, '')}/mailboxes/${await signed(await key(), 'mailbox', { library, n }, end)}`,
    read: async (token, at) => readToken(await key(), 'mailbox', claims, token, at),
  }
}
