import { useEffect, useRef, useState } from 'react'
import { Button, Checkbox, CheckboxGroup, Label, Radio, RadioGroup } from 'react-aria-components'
import type { Refused } from '../../../lib/protocol/frames-out.ts'
import { useDesk, useLibraryName, usePatronName, useServing } from '../in-desk.ts'
import { dialogue, endDialogue, useBegun } from '../state/dialogue.ts'
import type { Suggestion } from '../state/shift.ts'
import { dateThere } from '../times.ts'
import { Refusal } from './refusal.tsx'
import { type Code, codes, isOwed, NoAddress, Sent } from './sent.tsx'
import { Title } from './title.tsx'

/** A week is what most libraries ask for, ms. */
const usualDeadline = 7 * 24 * 3_600_000

/** How a session ends: whether the question is answered, the code that fits, and what will be sent to whom. */
export function Closing({ session }: { readonly session: string }) {
  const { desk, says } = useDesk()
  const name = usePatronName(session)
  const library = useLibraryName(useServing(session, serving => serving.library) ?? '')
  const timeZone = useServing(session, serving => serving.briefing?.timeZone) ?? 'UTC'
  const [resolved, setResolved] = useState<boolean>()
  const [suggestion, setSuggestion] = useState<Suggestion>()
  const [code, setCode] = useState<Code>()
  const [deadline, setDeadline] = useState(() => dateThere(desk.now() + usualDeadline, timeZone))
  const [hasDeadline, setHasDeadline] = useState(true)
  const [isAtHand, setIsAtHand] = useState(false)
  const [note, setNote] = useBegun()
  const [classes, setClasses] = useState<readonly string[]>([])
  const [despite, setDespite] = useState<readonly string[]>([])
  const [refused, setRefused] = useState<Refused>()

  const asked = useRef(0)
  const chosen = useRef(0)
  const suggest = async (answer: boolean | undefined, keepsCode = false) => {
    const mine = ++asked.current
    const chosenBefore = chosen.current
    const reply = await desk.talks.suggest(session, answer)
    // The answer to an earlier question may come later.
    if (mine !== asked.current) return
    if (reply.type === 'refused') return setRefused(reply)
    setSuggestion(reply)
    setClasses((reply.classes ?? []).filter(({ suggested }) => suggested).map(({ id }) => id))
    // So may it come after somebody has chosen for themselves.
    if (answer !== undefined && !keepsCode && chosen.current === chosenBefore) setCode(reply.code)
  }
  // What fits may be another code once there is an address.
  const hasAddress = useServing(session, serving => serving.email !== undefined)
  useEffect(() => {
    void suggest(resolved, true)
  }, [session, hasAddress])

  const isFollowUp = isOwed(code)
  const isUnresolved = code === 'answered' && resolved === false
  const submit = async (insisted: readonly string[] = despite) => {
    const mine = dialogue.get().open
    const why = await desk.talks.close(session, {
      ...(code && { code }),
      ...(isFollowUp && { deadline: hasDeadline ? deadline : 'none' }),
      ...(code === 'follow-up-by-me' && { atHand: isAtHand }),
      ...(isUnresolved && { unresolved: true }),
      ...(/\S/.test(note) && { note }),
      ...(classes.length > 0 && { classes: [...classes] }),
      ...(insisted.length > 0 && { despite: [...insisted] }),
    })
    setRefused(why)
    if (!why) endDialogue(mine)
  }
  const insist = () => {
    if (!refused) return
    const insisted = [...despite, refused.code]
    setDespite(insisted)
    void submit(insisted)
  }
  const offered = codes.find(each => each === refused?.offer)

  return (
    <form
      className="form"
      onSubmit={event => {
        event.preventDefault()
        void submit()
      }}
    >
      <Title>{says('closing.title', { name })}</Title>
      <RadioGroup
        className="segments"
        orientation="horizontal"
        value={resolved === undefined ? null : resolved ? 'yes' : 'no'}
        onChange={value => {
          setRefused(undefined)
          setResolved(value === 'yes')
          void suggest(value === 'yes')
        }}
      >
        <Label>{says('closing.resolved', { name })}</Label>
        <div className="options">
          <Radio value="yes" className="segment">
            {says('closing.yes')}
          </Radio>
          <Radio value="no" className="segment">
            {says('closing.no')}
          </Radio>
        </div>
      </RadioGroup>
      {suggestion?.advice?.map(({ rule, hint }) => (
        <p key={rule} className="hint">
          {hint}
        </p>
      ))}
      {resolved !== undefined && (
        <>
          <RadioGroup
            className="choices"
            value={code ?? null}
            onChange={value => {
              chosen.current++
              setRefused(undefined)
              setCode(codes.find(each => each === value))
            }}
          >
            <Label>{says('closing.code')}</Label>
            {codes.map(each => (
              <Radio key={each} value={each} className="choice">
                <span className="dot" aria-hidden="true" />
                <span>
                  <strong>{says(`closing.code.${each}`, { library })}</strong>
                  {suggestion?.code === each && <em>{says('closing.suggested')}</em>}
                  <span className="why">
                    {suggestion?.code === each ? suggestion.reason : says(`closing.code.${each}.for`, { library })}
                  </span>
                </span>
              </Radio>
            ))}
          </RadioGroup>
          {isFollowUp && !hasAddress && <NoAddress session={session} />}
          {isFollowUp && (
            <fieldset className="row">
              <legend className="label">{says('closing.deadline')}</legend>
              <input
                type="date"
                aria-label={says('closing.deadline')}
                value={deadline}
                min={dateThere(desk.now(), timeZone)}
                disabled={!hasDeadline}
                onChange={({ target }) => setDeadline(target.value)}
              />
              <label className="tick">
                <input
                  type="checkbox"
                  checked={!hasDeadline}
                  onChange={({ target }) => setHasDeadline(!target.checked)}
                />
                {says('closing.no-deadline')}
              </label>
            </fieldset>
          )}
          {code === 'follow-up-by-me' && (
            <label className="tick">
              <input type="checkbox" checked={isAtHand} onChange={({ target }) => setIsAtHand(target.checked)} />
              {says('closing.at-hand')}
            </label>
          )}
          <label className="field">
            <span className="label">{says(isUnresolved ? 'closing.missing' : 'closing.note')}</span>
            <textarea rows={2} value={note} onChange={({ target }) => setNote(target.value)} />
          </label>
          {suggestion?.classes && suggestion.classes.length > 0 && (
            <CheckboxGroup className="classes" value={[...classes]} onChange={setClasses}>
              <Label>{says('closing.classes')}</Label>
              <div className="options">
                {suggestion.classes.map(({ id, label }) => (
                  <Checkbox key={id} value={id} className="segment">
                    {label}
                  </Checkbox>
                ))}
              </div>
            </CheckboxGroup>
          )}
          {code && (!isFollowUp || hasAddress) && <Sent session={session} code={code} />}
        </>
      )}
      <div className="foot">
        <Refusal
          refused={refused}
          insist={insist}
          offer={
            offered && {
              label: says(`closing.code.${offered}`, { library }),
              take: () => {
                setCode(offered)
                setRefused(undefined)
              },
            }
          }
        />
        <div className="row ends">
          <Button className="plain" slot="close">
            {says('back')}
          </Button>
          <Button className="main" type="submit" isDisabled={code === undefined}>
            {says('closing.close')}
          </Button>
        </div>
      </div>
    </form>
  )
}
