import { type Letter, subjectOf } from './letter.ts'

export interface InvitationData {
  readonly consortium: string
  readonly name: string
  readonly email: string
  readonly library: string
  /** The provider that they sign in with, by its id, and its host if it is known. */
  readonly provider: string
  readonly at?: string
}

/** Tells a new librarian how they sign in. Nobody sets a password for them, since their own provider has one. */
export function invitationLetter({ consortium, name, email, library, provider, at }: InvitationData): Letter {
  return {
    subject: subjectOf(`You are invited to answer patrons of ${consortium}`),
    blocks: [
      {
        type: 'lead',
        text: `${name}, you are now a librarian at the chat reference desk of ${consortium}, for ${library}.`,
      },
      {
        type: 'paragraph',
        text: 'You need no new password. Sign in with the account that you have at your own organization:',
      },
      {
        type: 'facts',
        rows: [
          ['Account', email],
          ['Sign-in', at ? `${provider} (${at})` : provider],
        ],
      },
      {
        type: 'paragraph',
        text: 'If the desk does not let you in, it says why in one sentence. Send that sentence to the person who runs the desk. Replies to this mail are not read.',
      },
    ],
  }
}
