import { emailCodes } from '../../lib/access/email-codes.ts'
import { type MailTokens, mailTokens } from '../../lib/access/mail-tokens.ts'
import { type Proofs, proofs } from '../../lib/access/proofs.ts'

const key = new TextEncoder().encode('a-secret-of-this-consortium-alone')

/** Tokens like those of the desk, with a key for tests. */
export function testTokens(domain: string | undefined = 'replies.example.org') {
  return mailTokens({ key: async () => key, domain, url: 'https://desk.example.org/' })
}

/** The codes that confirm an address, with the same key. */
export const testCodes = emailCodes(async () => key)

/** Proofs of work like those that the desk asks for, with so little work that a test does not wait for it. */
export const testProofs = proofs(async () => key, { rounds: 1, from: 3, to: 20 })

/** Proofs without work, made synchronously as `openTokens` are. The text is the challenge itself. */
export const openProofs: Proofs = {
  challenge: async (library, until) => ({
    parameters: {
      ...{
        algorithm: 'PBKDF2/SHA-256',
        nonce: library,
        salt: '',
        cost: 1,
        keyLength: 1,
        keyPrefix: '',
        keySignature: '',
      },
      data: { library, until },
    },
    signature: '',
  }),
  read: async (proof, library) => (proof === library ? { id: proof } : 'proof-wrong'),
}

/** Tokens without a signature, made synchronously, since a simulated run must not wait for anything outside its scheduler. */
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
  notMeLink: async (session, email) => `https://desk.example.org/not-me/${session}/${email}`,
  readNotMeLink: async token => {
    const [session = '', address = ''] = token.split('/')
    return { session, address }
  },
  markOf: async email => email,
}
