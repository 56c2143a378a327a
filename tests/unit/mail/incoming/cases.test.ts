import { readFileSync } from 'node:fs'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { bodyOf, brokenAnew, laterAt, marked, replyDesk, sentAt } from './reply-desk.ts'

/** Mails as they reach the desk in reply to a follow-up, and what must come of each. */
const folder = new URL('cases/', import.meta.url)
const cases = v.parse(
  v.array(
    v.object({
      file: v.string(),
      kind: v.picklist(['machine', 'person', 'cut', 'quotation', 'charset', 'picture', 'thread', 'wrapped']),
      becomes: v.array(v.picklist(['answered', 'held', 'automatic'])),
      answer: v.optional(v.union([v.string(), v.array(v.string())])),
      when: v.optional(v.literal('at once')),
      envelope: v.optional(v.string()),
      before: v.optional(v.array(v.string())),
      why: v.string(),
    }),
  ),
  JSON.parse(readFileSync(new URL('cases.json', folder), 'utf8')),
)

type Desk = Awaited<ReturnType<typeof replyDesk>>

/** A case with the desk's own mail put in, byte for byte. */
function filled(file: string, { followUp }: Desk): Buffer {
  const crlf = (text: string) => text.trimEnd().replaceAll('\n', '\r\n')
  const values: readonly (readonly [string, string])[] = [
    ['FOLLOW-UP-QUOTED-ANEW', crlf(marked(brokenAnew(followUp.text, 60)))],
    ['FOLLOW-UP-QUOTED', crlf(marked(followUp.text))],
    ['FOLLOW-UP-SUBJECT', followUp.subject],
    ['FOLLOW-UP-TEXT', crlf(followUp.text)],
    ['FOLLOW-UP-HTML', crlf(bodyOf(followUp.html))],
    ['FOLLOW-UP-ID', `<${followUp.id}@email.amazonses.com>`],
    ['REPLY-ADDRESS', followUp.replyTo],
    ['OWN-ID', file],
    ['NOW', 'Tue, 24 Nov 2026 15:06:00 -0500'],
  ]
  const raw = readFileSync(new URL(file, folder)).toString('latin1')
  const whole = values.reduce(
    (left, [name, value]) => left.replaceAll(name, () => Buffer.from(value).toString('latin1')),
    raw,
  )
  return Buffer.from(whole, 'latin1')
}

/** Spaces in a row and empty lines do not count. */
function wordsOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map(line => line.replaceAll(/\s+/g, ' ').trim())
    .filter(line => line !== '')
}

async function outcomeOf({ file, when, envelope, before = [] }: (typeof cases)[number]) {
  const desk = await replyDesk()
  for (const earlier of before) await desk.arrives(filled(earlier, desk), { at: laterAt - 60_000 })
  const at = when === 'at once' ? sentAt + 5_000 : laterAt
  const { outcome, because } = await desk.arrives(filled(file, desk), {
    at,
    ...(envelope !== undefined && { envelope }),
  })
  const text = outcome === 'answered' ? await desk.answer() : outcome === 'held' ? (await desk.held())?.text : undefined
  return { outcome, because, text: text ?? '', desk }
}

describe('R31 what people wrote arrives, and nothing else', () => {
  it.each(cases)('$file: $why', async one => {
    const { outcome, because, text } = await outcomeOf(one)
    expect(one.becomes, because.join(' ')).toContain(outcome)
    const wanted = [one.answer ?? []].flat().map(wordsOf)
    if (wanted.length === 0) return
    if (outcome === 'answered') expect(wanted).toContainEqual(wordsOf(text))
    // Whoever confirms it loses no word.
    else expect(wanted.some(lines => lines.every(line => wordsOf(text).includes(line)))).toBe(true)
  })

  it('of all of them no machine is taken for a person, no word of a person is lost, and nothing quoted goes out', async () => {
    const outcomes = await Promise.all(cases.map(async one => ({ one, ...(await outcomeOf(one)) })))
    const count = (which: (of: (typeof outcomes)[number]) => boolean) =>
      outcomes.filter(which).map(({ one }) => one.file)
    expect(count(({ one, outcome }) => one.kind === 'machine' && outcome === 'answered')).toEqual([])
    expect(count(({ one, outcome }) => one.kind !== 'machine' && outcome !== 'answered' && outcome !== 'held')).toEqual(
      [],
    )
    const ours = (text: string, desk: Desk) =>
      wordsOf(text).some(line => line.length > 15 && wordsOf(desk.followUp.text).includes(line))
    expect(count(({ outcome, text, desk }) => outcome === 'answered' && ours(text, desk))).toEqual([])
    expect(count(({ text }) => text.includes('\ufffd'))).toEqual([])
  })
})
