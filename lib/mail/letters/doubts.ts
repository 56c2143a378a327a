import type { HeldBecause } from '../../follow-up/events.ts'

/** What each doubt about an answer that came by email means, in a sentence. */
export const doubtsInWords: Readonly<Record<HeldBecause, string>> = {
  stranger: 'It comes from an address that the desk does not know as yours.',
  unauthentic: 'Nothing proves that it comes from the address that it names.',
  'several-senders': 'It does not name exactly one sender.',
  spam: 'The mail service takes it for spam.',
  'machine-header': 'It is marked as mail that a program wrote.',
  'machine-sender': 'It comes from a mailbox that programs write from.',
  'machine-subject': 'Its subject is one that programs write.',
  'machine-words': 'It sounds like an automatic acknowledgement or an out-of-office note.',
  bulk: 'It is marked as bulk mail, as ticket systems mark what they send.',
  'no-envelope': 'It was sent without a return address, as programs send notices.',
  'at-once': 'It came within seconds of the mail that it answers.',
  'same-words': 'The same mailbox has sent the same words about another question.',
  'ticket-number': 'Its subject has a number beside ours, as ticket systems write it.',
  'quotes-nothing': 'It quotes nothing of the mail that it answers.',
  unintroduced: 'It repeats our mail without saying that this is a quotation.',
  'other-mail':
    'It seems to contain another mail: something is marked as quoted that we did not send, or has the head of a mail.',
  forwarded: 'Its subject says that something was passed on.',
  colleagues: 'It is addressed to other people as well.',
  footer: 'It seems to end in the footer of a mailing list, or in a notice on confidentiality.',
  'desk-words': 'Some of our own words are left in it.',
  'staff-notes': 'There were staff notes in it, which are not for the patron. They were taken out.',
  'desk-links': 'There were links of the desk in it, which are not for the patron. They were taken out.',
  attachment:
    'Files or pictures came with it. They are not passed on: put the file where the patron finds it by a link.',
  incomplete: 'It is too large, or built in too complicated a way, to be read as a whole.',
  'several-texts': 'It consists of several texts, put here one below the other.',
  wrapped: 'A mail filter has wrapped it: this is the text of the mail inside.',
  encrypted: 'It is encrypted, and neither the desk nor the patron can read it.',
  garbled: 'It does not say rightly in which characters it was written: some may be wrong.',
  'no-words': 'It has no words of its own.',
  'too-long': 'It is longer than an answer can be, and was cut off at the end.',
  over: 'The follow-up was over when it came, or somebody else’s already.',
  'no-mail-wanted': 'The patron wants no more mail from us, or mail does not get there.',
}
