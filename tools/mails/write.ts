import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { letterOf } from '../../lib/mail/letters/letters.ts'
import { pageOf } from '../../lib/mail/letters/page.ts'
import { long, usual } from '../../tests/unit/mail/letters/letter-data.ts'
import { table } from '../protocol/markdown.ts'
import { type LinkPages, linkPages, wordsOf } from './link-pages.ts'
import { type Sample, samples } from './samples.ts'

const conversation = '\n\nThe whole conversation:\n'
const kilobytes = (text: string) => Math.ceil(Buffer.byteLength(text) / 1024)
const words = long.messages.map(({ text }) => text).join('')
const largest = pageOf(letterOf('follow-up', long))

/** The page that shows every mail of the desk as the code writes it now. */
export async function mailsPage(): Promise<string> {
  const mails = samples()
  return [
    '# What the mails look like',
    '',
    'Every mail that the desk sends, about the same patron: who gets it, when, and what it says. This page is generated',
    'from the code by `npm run docs`; the pictures are drawn by Chromium with `npm run draw`.',
    '',
    policy,
    ...mails.map(mail => mailSection(mail, mails[0]?.text ?? '')),
    linkSection(await linkPages()),
  ].join('\n')
}

const policy = `## Rules for all mails

- The owner of the follow-up reads, in this order: the deadline, the question, who asked and where to answer, staff notes, and
  what to do next. The conversation comes last. Gmail shows about 102 KB of a mail's HTML and hides the rest behind a link. In
  a conversation of ${long.messages.length} messages (${kilobytes(words)} KB of words, ${kilobytes(largest)} KB of HTML) everything before the conversation is within the first
  ${kilobytes(largest.slice(0, largest.indexOf('The whole conversation')))} KB, and nothing after it is left out.
- A mailbox shows the beginning of a mail beside its subject, which is the deadline and the question. So no hidden text is needed.
- The subject begins with the library and ends with the date, so that a shared mailbox can be sorted and searched by either.
- Words that somebody typed have a bar and a background, and in plain text an indent of four spaces. The desk's own words never
  do, so a message that looks like a link or a heading of the mail is still a message.
- Names and addresses are on one line, without invisible marks and marks that change the direction of text. Text from right to
  left is shown as such and does not affect the text beside it.
- The text names only what the mail offers. It says "Reply" only if the desk receives replies, and names only buttons that exist.
- A link opens a page with one button and changes nothing; the button does. Programs that open every link of a mail do no harm.
- Nothing is downloaded: no pictures, no fonts. The colours are legible in a program that inverts them, and dark if a program
  asks for dark ones.
- The desk's lines of plain text have 76 columns at most. Typed lines keep their length.
`

function mailSection(mail: Sample, first: string): string {
  const { name, title, to, when, subject, views } = mail
  const pictures = views.map(view => `![${title}, ${view.name}](mails/${name}-${view.name}.png)`)
  return [
    `## ${capital(title)}`,
    '',
    `- To: ${to}`,
    `- When: ${when}`,
    `- Subject: \`${subject}\``,
    '',
    pictures.join('\n'),
    '',
    '```text',
    shown(mail, first).trimEnd(),
    '```',
    '',
  ].join('\n')
}

/** The conversation is the same in most of them, so it is shown once. */
function shown({ text }: Sample, first: string): string {
  const same = first.slice(first.indexOf(conversation))
  return text !== first && text.endsWith(same) ? text.replace(same, `${conversation}\n[as in the first mail]`) : text
}

function linkSection(pages: readonly LinkPages[]): string {
  const cell = (html: string) => wordsOf(html).replaceAll(/\n+/g, '<br>')
  return [
    '## The pages behind the links',
    '',
    `What a link opens, and what is shown after its button is pressed. The pages name no patron: \`${usual.session.slice(-8)}\` is the reference of the follow-up.`,
    '',
    '![the page behind a link](mails/link-phone.png)',
    '',
    table(
      ['link', 'opened', 'pressed'],
      pages.map(({ act, opened, pressed }) => [`\`${act}\``, cell(opened), cell(pressed)]),
    ),
    '',
  ].join('\n')
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

export const mailsFile = fileURLToPath(new URL('../../docs/using/mails.md', import.meta.url))

if (import.meta.main) writeFileSync(mailsFile, await mailsPage())
