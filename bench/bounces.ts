import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { paramsOf } from '../lib/mail/incoming/header-fields.ts'
import { partsOf } from '../lib/mail/incoming/mail-parts.ts'
import type { ReplyOutcome } from '../lib/mail/incoming/receive-reply.ts'
import { replyDesk } from '../tests/unit/mail/incoming/reply-desk.ts'

/** The sender that SES would have passed on, for mails in which a gateway has replaced it with its own. */
const rewritten = 'srs0=x=y=gateway.example=postmaster@riverside-library.example.org'

/** One mail of a set. */
interface Bounce {
  readonly file: string
  readonly raw: Buffer
}

/** The mails below a folder. The line by which mailboxes separate them is not part of a mail. */
function mailsIn(folder: string): readonly Bounce[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => statSync(join(folder, file)).isFile())
    .sort()
    .map(file => ({ file, raw: withoutSeparator(readFileSync(join(folder, file))) }))
}

function withoutSeparator(raw: Buffer): Buffer {
  const isSeparated = raw.subarray(0, 5).toString('latin1') === 'From '
  return isSeparated ? raw.subarray(raw.indexOf('\n') + 1) : raw
}

/** The sender in the envelope, as the last server wrote it into the mail. A bounce has an empty one. */
function envelopeOf(raw: Buffer): string {
  const path = partsOf(raw).headers.get('return-path') ?? '<>'
  return /<([^<>]*)>/.exec(path)?.[1] ?? paramsOf(path)[0]
}

/**
 * What the desk does with a mail in reply to a follow-up. Every sender counts as the library and as verified, so the desk can
 * recognise a bounce only by the mail itself.
 */
async function outcomeOf(raw: Buffer, envelope: string): Promise<ReplyOutcome> {
  const desk = await replyDesk({ answersFrom: partsOf(raw).from })
  return (await desk.arrives(raw, { envelope })).outcome
}

/** Counts the outcomes for the mails of one set. Returns whether one of them became an answer. */
async function count(folder: string): Promise<boolean> {
  const bounces = mailsIn(folder)
  const cases = [
    ['envelope as it came', envelopeOf],
    ['envelope rewritten', () => rewritten],
  ] as const
  let isAnswered = false
  for (const [name, envelope] of cases) {
    const outcomes: { readonly file: string; readonly outcome: ReplyOutcome }[] = []
    for (const { file, raw } of bounces) outcomes.push({ file, outcome: await outcomeOf(raw, envelope(raw)) })
    const those = (which: ReplyOutcome) => outcomes.filter(({ outcome }) => outcome === which)
    const automatic = those('automatic').length
    const rate = ((100 * automatic) / Math.max(1, bounces.length)).toFixed(1)
    console.log(
      `${basename(folder).padEnd(20)}${name.padEnd(22)}${bounces.length} mails, ${automatic} automatic (${rate} %), ${those('held').length} held, ${those('answered').length} answered`,
    )
    for (const { file } of those('answered')) console.log(`  answered: ${file}`)
    isAnswered ||= those('answered').length > 0
  }
  return isAnswered
}

const folders = process.argv.slice(2)
if (folders.length === 0) {
  console.error('Which folders hold the mails? npm run bounces -- FOLDER …')
  process.exitCode = 2
}
for (const folder of folders) if (await count(folder)) process.exitCode = 1
