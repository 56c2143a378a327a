import type { HeldBecause } from '../../follow-up/events.ts'

/** Each doubt about an answer that came by email, in a sentence. */
export const doubtsInWords: Readonly<Record<HeldBecause, string>> = {
  stranger: 'It comes from an address that the desk does not know to be yours.',
  unauthentic: 'Nothing proves that it comes from the address that it names.',
  'several-senders': 'It does not name exactly one sender.',
  spam: 'The mail service considers it spam.',
  'machine-header': 'It is marked as written by a program.',
  'machine-sender': 'It comes from a mailbox that programs send from.',
  'machine-subject': 'Its subject is typical of mail from programs.',
  'machine-words': 'It sounds like an automatic acknowledgement or an out-of-office note.',
  bulk: 'It is marked as bulk mail, as mail from ticket systems often is.',
  'no-envelope': 'It was sent without a return address, as automatic notices are.',
  'at-once': 'It came within seconds of the mail that it answers.',
  'same-words': 'The same mailbox has sent the same words about another question.',
  'ticket-number': 'Its subject contains another number beside ours, like those of ticket systems.',
  'quotes-nothing': 'It quotes nothing of the mail that it answers.',
  unintroduced: 'It repeats our mail without marking it as a quotation.',
  'other-mail':
    'It seems to contain another mail: it quotes something that we did not send, or contains the headers of a mail.',
  forwarded: 'Its subject says that it was forwarded.',
  colleagues: 'It is addressed to other people as well.',
  footer: 'It seems to end with the footer of a mailing list or a confidentiality notice.',
  'desk-words': 'Some of our own words are left in it.',
  'staff-notes': 'It contained staff notes, which are not for the patron. They were removed.',
  'desk-links': 'It contained links to the desk, which are not for the patron. They were removed.',
  attachment:
    'It came with files or pictures. They are not passed on. Put them where the patron can open them with a link.',
  incomplete: 'It is too large or too complicated to be read completely.',
  'several-texts': 'It consists of several texts, shown here one below the other.',
  wrapped: 'A mail filter has wrapped it. This is the text of the mail inside.',
  encrypted: 'It is encrypted, and neither the desk nor the patron can read it.',
  garbled: 'It names the wrong character set, so some characters may be wrong.',
  'no-words': 'It contains no new text.',
  'too-long': 'It is longer than an answer may be and was cut off at the end.',
  over: 'When it came, the follow-up was over or had been given to somebody else.',
  'no-mail-wanted': 'The patron does not want mail from us, or mail to them does not arrive.',
}
