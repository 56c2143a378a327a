import { Label, Radio, RadioGroup } from 'react-aria-components'
import { useDesk } from '../in-desk.ts'
import { momentOf } from '../times.ts'
import type { LibraryInFile } from './as-in-file.ts'
import { says, useLibrary } from './in-library.ts'
import { Field, PartForm } from './part-form.tsx'
import { type Drafts, faultsAt, usePart } from './use-part.ts'

const ways = ['learnt', 'reply-to', 'from'] as const

interface MailboxForm {
  readonly mailbox: string
  /** Where an answer of this mailbox goes; `learnt` leaves it to the desk. */
  readonly answersTo: (typeof ways)[number]
}

function read({ mailbox, 'follow-ups': { 'answers-to': set } }: LibraryInFile): MailboxForm {
  return { mailbox, answersTo: ways.find(way => way === set) ?? 'learnt' }
}

function write({ mailbox, answersTo }: MailboxForm, library: LibraryInFile) {
  const { 'answers-to': before, ...others } = library['follow-ups']
  const followUps = answersTo === 'learnt' ? others : { ...others, 'answers-to': answersTo }
  return {
    mailbox: mailbox.trim(),
    ...((before ?? 'learnt') !== answersTo && {
      'follow-ups': Object.keys(followUps).length > 0 ? followUps : null,
    }),
  }
}

const drafts: Drafts<MailboxForm> = new Map()

/** Where the library's follow-ups go, and what the desk has learnt of it. */
export function Mailbox() {
  const { settings } = useLibrary()
  const part = usePart(drafts, read, write)
  const { form, set, attempt } = part
  return (
    <PartForm part={part} beside={[['mailbox'], ['follow-ups', 'answers-to']]}>
      <Learnt known={settings.mailbox} />
      <Field label={says('mailbox.address')} faults={faultsAt(attempt.no, ['mailbox'])} hint={says('mailbox.hint')}>
        {field => (
          <input
            {...field}
            type="text"
            inputMode="email"
            value={form.mailbox}
            onChange={({ target }) => set({ mailbox: target.value })}
          />
        )}
      </Field>
      <RadioGroup
        className="choices"
        value={form.answersTo}
        onChange={value => set({ answersTo: ways.find(way => way === value) ?? 'learnt' })}
      >
        <Label>{says('mailbox.answers-to')}</Label>
        {ways.map(way => (
          <Radio key={way} value={way} className="choice">
            <span className="dot" aria-hidden="true" />
            <span>
              {says(`mailbox.answers-to.${way}`)}
              <span className="why">{says(`mailbox.answers-to.${way}.why`)}</span>
            </span>
          </Radio>
        ))}
      </RadioGroup>
    </PartForm>
  )
}

function Learnt({ known }: { readonly known: ReturnType<typeof useLibrary>['settings']['mailbox'] }) {
  const { language } = useDesk()
  const { test, program, acknowledges, answersTo, because } = known
  const at = (ms: number | undefined) => (ms === undefined ? '' : momentOf(language, ms))
  return (
    <section className={`learnt ${test.status}`} aria-labelledby="learnt">
      <h2 id="learnt">{says('learnt.title')}</h2>
      <p className="learnt-test">
        {says(`learnt.test.${test.status}`, { sent: at(test.sentAt), pressed: at(test.pressedAt) })}
      </p>
      <ul>
        <li>
          {says(`learnt.answers-to.${answersTo}`)} {says(`learnt.because.${because}`)}
        </li>
        <li>{says(acknowledges ? 'learnt.acknowledges' : 'learnt.silent')}</li>
        {program !== undefined && <li>{says('learnt.program', { program })}</li>}
      </ul>
    </section>
  )
}
