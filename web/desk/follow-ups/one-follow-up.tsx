import { useCallback, useEffect, useState } from 'react'
import { Button } from 'react-aria-components'
import { Link } from 'wouter'
import type { Outgoing } from '../../../client/wire.ts'
import type { Refused, Reply } from '../../../lib/protocol/frames-out.ts'
import { useDesk } from '../in-desk.ts'
import { LibraryName } from '../screens/pool-name.tsx'
import { Refusal } from '../screens/refusal.tsx'
import { useBegun } from '../state/begun.ts'
import { dayOf, momentOf } from '../times.ts'
import { HeldAnswer } from './held-answer.tsx'

type Whole = Extract<Reply, { type: 'follow-up' }>
type Act = Extract<
  Outgoing,
  {
    action:
      | 'take-follow-up'
      | 'answer-follow-up'
      | 'finish-follow-up'
      | 'hand-over-follow-up'
      | 'confirm-answer'
      | 'reject-answer'
  }
>

export interface OneFollowUpProps {
  readonly session: string
  /** The list is out of date. */
  readonly changed: () => Promise<void>
}

/** One follow-up: what was asked and said, what happened since, and what its owner can do. */
export function OneFollowUp({ session, changed }: OneFollowUpProps) {
  const { desk, says } = useDesk()
  const [whole, setWhole] = useState<Whole>()
  const [refused, setRefused] = useState<{ readonly by: Act | undefined; readonly why: Refused }>()
  const look = useCallback(async () => {
    const reply = await desk.send({ action: 'follow-up', session })
    if (reply.type === 'refused') return setRefused({ by: undefined, why: reply })
    if (reply.type === 'follow-up') setWhole(reply)
  }, [desk, session])
  useEffect(() => {
    void look()
  }, [look])

  const act = async (frame: Act): Promise<boolean> => {
    const reply = await desk.send(frame)
    if (reply.type === 'refused') {
      setRefused({ by: frame, why: reply })
      return false
    }
    setRefused(undefined)
    await Promise.all([look(), changed()])
    return true
  }
  const insist = () => {
    const { by, why } = refused ?? {}
    if (by?.action === 'take-follow-up' && why) void act({ ...by, despite: [why.code] })
  }

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
    <article className="one-owed" tabIndex={0} aria-label={says('owed.one')}>
      <Link href="/follow-ups" className="back">
        {says('owed.back')}
      </Link>
      <Refusal refused={refused?.why} insist={insist} />
      {whole && (
        <>
          <Head whole={whole} act={act} />
          {whole.held.map(held => (
            <HeldAnswer
              key={held.answer}
              held={held}
              name={whole.patron.name ?? says('patron.somebody')}
              confirm={text =>
                act({ action: 'confirm-answer', session, answer: held.answer, ...(text !== undefined && { text }) })
              }
              reject={() => act({ action: 'reject-answer', session, answer: held.answer })}
            />
          ))}
          {isOpen(whole) && <Answer whole={whole} act={act} />}
          {whole.answer && (
            <section>
              <h2>{says('owed.answered-by', { name: whole.answer.by })}</h2>
              <blockquote dir="auto">{whole.answer.text}</blockquote>
              {whole.answer.cut && <p className="fine">{says('owed.cut')}</p>}
            </section>
          )}
          <Conversation whole={whole} />
          <History whole={whole} />
        </>
      )}
    </article>
  )
}

function isOpen({ followUpStatus }: Whole): boolean {
  return followUpStatus === 'new' || followUpStatus === 'taken'
}

interface PartProps {
  readonly whole: Whole
  readonly act: (frame: Act) => Promise<boolean>
}

function Head({ whole, act }: PartProps) {
  const { says, language } = useDesk()
  const { session, patron, library, email, verified, answerBy, followUpStatus, takenBy, owner } = whole
  // Whoever owes it alone has it from the beginning.
  const isWithMe = followUpStatus === 'new' && owner === 'you'
  return (
    <header className="one-head">
      <h1 dir="auto">{patron.name ?? says('patron.somebody')}</h1>
      <p className="fine">
        <LibraryName id={library} /> · <span dir="ltr">{email}</span> (
        {says(verified === 'unverified' ? 'contact.unverified' : `contact.verified.${verified}`)})
      </p>
      <p>
        {!isWithMe && `${says(`owed.status.${followUpStatus}`, { name: takenBy ?? '' })} `}
        {isOpen(whole) &&
          `${says(`owed.owner.${owner}`)} ${says('owed.answer-by', { day: dayOf(language, answerBy) })}`}
      </p>
      {whole.disowned && <p className="wrong">{says('owed.disowned')}</p>}
      {whole.undeliverable && <p className="wrong">{says(`owed.undeliverable.${whole.undeliverable}`)}</p>}
      {isOpen(whole) && (
        <div className="row">
          {followUpStatus === 'new' && !isWithMe && (
            <Button className="plain" onPress={() => void act({ action: 'take-follow-up', session })}>
              {says('owed.take')}
            </Button>
          )}
          {owner === 'you' && (
            <Button className="plain" onPress={() => void act({ action: 'hand-over-follow-up', session })}>
              {says('owed.hand-over')}
            </Button>
          )}
        </div>
      )}
    </header>
  )
}

/** The answer to the patron, or a note on how it was done in another way. */
function Answer({ whole, act }: PartProps) {
  const { says } = useDesk()
  const { session, patron, email } = whole
  const [text, setText] = useBegun(`answer.${session}`)
  const [note, setNote] = useBegun(`done.${session}`)
  const name = patron.name ?? says('patron.somebody')
  const answer = async () => {
    if (await act({ action: 'answer-follow-up', session, text })) setText('')
  }
  const finish = async () => {
    if (await act({ action: 'finish-follow-up', session, ...(/\S/.test(note) && { note }) })) setNote('')
  }
  return (
    <section>
      <form
        className="form"
        onSubmit={event => {
          event.preventDefault()
          void answer()
        }}
      >
        <label className="field">
          <span className="label">{says('owed.answer', { name })}</span>
          <textarea rows={6} value={text} onChange={({ target }) => setText(target.value)} dir="auto" required />
        </label>
        <div className="row ends">
          <span className="fine">{says('owed.goes-to', { email })}</span>
          <Button className="main" type="submit" isDisabled={!/\S/.test(text)}>
            {says('owed.send', { name })}
          </Button>
        </div>
      </form>
      <details>
        <summary>{says('owed.otherwise')}</summary>
        <form
          className="form"
          onSubmit={event => {
            event.preventDefault()
            void finish()
          }}
        >
          <label className="field">
            <span className="label">{says('owed.how')}</span>
            <input value={note} onChange={({ target }) => setNote(target.value)} />
          </label>
          <Button className="plain" type="submit">
            {says('owed.done')}
          </Button>
        </form>
      </details>
    </section>
  )
}

function Conversation({ whole: { messages, notes = [], patron, steppedBack } }: { readonly whole: Whole }) {
  const { says, language } = useDesk()
  return (
    <section>
      <h2>{says('owed.conversation')}</h2>
      <ol className={steppedBack ? 'said blurred' : 'said'}>
        {messages.map(({ number, from, name, at, text, kind }) => (
          <li key={number}>
            <p className="who">
              <bdi>
                {name ?? (from === 'patron' ? (patron.name ?? says('patron.somebody')) : says('thread.librarian'))}
              </bdi>{' '}
              <time>{momentOf(language, at)}</time>
            </p>
            {kind === 'statement' ? (
              <pre dir="ltr">{text}</pre>
            ) : (
              <p className="text" dir="auto">
                {text}
              </p>
            )}
          </li>
        ))}
        {notes.map(({ name, at, text }) => (
          <li key={`${at}-${text.length}`} className="staff">
            <p className="who">{says('note.by', { name: name ?? says('note.staff') })}</p>
            <p className="text" dir="auto">
              {text}
            </p>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** What happened since, in people's words. */
function History({ whole: { changes } }: { readonly whole: Whole }) {
  const { says, language } = useDesk()
  if (changes.length === 0) return null
  return (
    <section>
      <h2>{says('owed.history')}</h2>
      <ol className="history">
        {changes.map(({ at, what, by, via, mail, note }, index) => (
          <li key={`${at}-${index}`}>
            <time>{momentOf(language, at)}</time>
            <span>
              {says(`owed.change.${what}`, {
                name: by ?? says('note.staff'),
                mail: mail ? says(`owed.mail.${mail}`) : '',
              })}
              {via && ` ${says(`owed.via.${via}`)}`}
              {note && (
                <>
                  {' '}
                  <q dir="auto">{note}</q>
                </>
              )}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
