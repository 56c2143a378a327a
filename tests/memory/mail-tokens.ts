import { type MailTokens, mailTokens } from '../../lib/access/mail-tokens.ts'

const key = new TextEncoder().encode('a-secret-of-this-consortium-alone')

/** Seals as the desk has them, with a key of the tests' own. */
export function testTokens(domain: string | undefined = 'replies.example.org') {
  return mailTokens({ key: async () => key, domain, url: 'https://desk.example.org/' })
}

/** Seals that anybody could make, at once: a simulated run waits for nothing that its scheduler does not know of. */
export const openTokens: MailTokens = {
  replyAddress: async ({ session, owner }) => `${session}-${owner}@replies.example.org`,
  link: async linkAction => JSON.stringify(linkAction),
  readReply: async address => {
    const [, session = '', owner] = /^(\w+)-(library|librarian)@/.exec(address) ?? []
    return owner === 'library' || owner === 'librarian' ? { session, owner } : undefined
  },
  statusLink: async session => `https://desk.example.org/questions/${session}`,
  readStatusLink: async token => token,
  readLink: async token => JSON.parse(token),
}
