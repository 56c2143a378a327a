import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { Button, Label, Radio, RadioGroup } from 'react-aria-components'
import type { Store } from '../../shared/store.ts'
import { useDesk, useLibraryName, usePatronName, useServing } from '../in-desk.ts'
import { type Kind, kinds, onAsked } from '../state/composing.ts'
import type { Desk } from '../state/desk.ts'
import {
  clear,
  type Draft,
  draftFrom,
  draftOf,
  isLooking,
  isNoAddress,
  isReady,
  soughtIn,
  tooMany,
} from '../state/draft.ts'
import type { Briefing, Script } from '../state/shift.ts'
import { useStore } from '../state/use-store.ts'
import { toPatron } from '../to-patron.ts'
import { Icon } from './icon.tsx'
import { ResourceFields, resourceIn } from './resource-fields.tsx'
import { ScriptList, scriptsFor } from './script-list.tsx'

/** What the parts of a composer share. Of a keystroke, only those hear that show something else after it. */
interface PartProps {
  readonly session: string
  readonly draft: Store<Draft>
  readonly field: RefObject<HTMLTextAreaElement | null>
}

/** Where one writes to one patron. It belongs to its session: another session has another one, with its own draft. */
export function Composer({ session }: { readonly session: string }) {
  const { desk } = useDesk()
  const field = useRef<HTMLTextAreaElement>(null)
  const briefing = useServing(session, serving => serving.briefing)
  const reads = useServing(session, serving => serving.language)
  const hasGreeted =
    useServing(session, ({ joined, lines, unsent }) => joined || unsent.length > 0 || lines.some(isOwn)) ?? true
  const [draft] = useState(() => draftOf(session, briefing, hasGreeted))
  const kind = useStore(draft, now => now.kind)
  useEffect(
    () =>
      onAsked(asked => {
        if (typeof asked === 'object') draft.set(draftFrom(asked.words))
        else if (asked === 'scripts') {
          draft.set({ kind: 'text' })
          write(desk, session, draft, '/')
        } else draft.set({ kind: asked })
        // A resource begins with its link, which takes the focus when it appears.
        if (asked !== 'resource') field.current?.focus()
      }),
    [desk, session, draft],
  )
  useEffect(() => {
    if (matchMedia('(pointer: fine)').matches && draft.get().kind !== 'resource') field.current?.focus()
  }, [draft])
  const parts = { session, draft, field }
  return (
    <form
      className={`composer ${kind}`}
      onSubmit={event => {
        event.preventDefault()
        send(desk, parts, toPatron('policy-page', reads))
      }}
    >
      <To {...parts} kind={kind} />
      {kind === 'resource' && <Resource draft={draft} />}
      <Scripts {...parts} briefing={briefing} />
      <div className="write">
        <Field {...parts} kind={kind} briefing={briefing} />
        <Send session={session} draft={draft} kind={kind} />
      </div>
      <NotYet draft={draft} />
    </form>
  )
}

function write(desk: Desk, session: string, draft: Store<Draft>, text: string): void {
  draft.set({ text, at: 0 })
  // A note and the search for a script are nothing that the patron waits for.
  if (text && draft.get().kind !== 'note' && !isLooking(draft.get())) desk.talks.typing(session)
}

function choose(desk: Desk, { session, draft, field }: PartProps, script: Script): void {
  draft.set({ script })
  write(desk, session, draft, script.text)
  field.current?.focus()
}

function send(desk: Desk, { session, draft, field }: PartProps, ofPolicy: string): void {
  const now = draft.get()
  const { kind, text, script, resource } = now
  if (!isReady(now)) return
  if (kind === 'note') desk.talks.note(session, text)
  else if (kind === 'resource') desk.talks.say({ session, kind, ...resourceIn(resource, text, ofPolicy) })
  else
    desk.talks.say({
      session,
      text,
      ...(kind === 'statement' && { kind }),
      ...(kind === 'text' && script?.text === text && { script: script.id }),
    })
  clear(draft)
  field.current?.focus()
}

/** Whom it is for, and in which of four kinds. */
function To({ session, draft, field, kind }: PartProps & { readonly kind: Kind }) {
  const { says } = useDesk()
  const name = usePatronName(session)
  const library = useLibraryName(useServing(session, serving => serving.library) ?? '')
  const turn = (value: string) => {
    draft.set({ kind: kinds.find(each => each === value) ?? 'text' })
    if (value !== 'resource') field.current?.focus()
  }
  return (
    <div className="to">
      <p>
        <span className="ribbon" aria-hidden="true" />
        {kind === 'note' ? (
          says('composer.for-staff', { name })
        ) : (
          <>
            {says('composer.to')} <strong dir="auto">{name}</strong> <span dir="auto">{library}</span>
          </>
        )}
      </p>
      <RadioGroup className="segments" value={kind} orientation="horizontal" onChange={turn}>
        <Label className="unseen">{says('composer.kind')}</Label>
        <div className="options">
          {kinds.map(each => (
            <Radio key={each} value={each} className="segment">
              {says(`composer.${each}`)}
            </Radio>
          ))}
        </div>
      </RadioGroup>
    </div>
  )
}

function Resource({ draft }: { readonly draft: Store<Draft> }) {
  const parts = useStore(draft, now => now.resource)
  return <ResourceFields parts={parts} change={resource => draft.set({ resource })} />
}

type WithBriefing = PartProps & { readonly briefing: Briefing | undefined }

/** The scripts that fit, while somebody looks for one. */
function Scripts(props: WithBriefing) {
  const { draft, briefing } = props
  const { desk } = useDesk()
  const sought = useStore(draft, soughtIn)
  const at = useStore(draft, now => now.at)
  if (sought === undefined) return null
  const found = briefing ? scriptsFor(briefing, sought) : []
  return (
    <ScriptList found={found} at={at} isKnown={briefing !== undefined} choose={script => choose(desk, props, script)} />
  )
}

/** The field itself, and its keys. */
function Field(props: WithBriefing & { readonly kind: Kind }) {
  const { session, draft, field, kind, briefing } = props
  const { desk, says } = useDesk()
  const name = usePatronName(session)
  const library = useLibraryName(useServing(session, serving => serving.library) ?? '')
  const now = useStore(draft, each => each)
  // Where there are no keys, none are named.
  const isTouched = matchMedia('(pointer: coarse)').matches
  const { text, at } = now
  const sought = soughtIn(now)
  const found = sought !== undefined && briefing ? scriptsFor(briefing, sought) : []

  const onKeyDown = (event: KeyboardEvent) => {
    if (found.length > 0 && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault()
      draft.set({ at: (at + (event.key === 'ArrowDown' ? 1 : found.length - 1)) % found.length })
    } else if (sought !== undefined && event.key === 'Escape') write(desk, session, draft, '')
    else if ((event.key === 'Enter' && !event.shiftKey) || (event.key === 'Tab' && found.length > 0)) {
      if (event.nativeEvent.isComposing) return
      event.preventDefault()
      const chosen = found[at]
      if (chosen) choose(desk, props, chosen)
      else field.current?.form?.requestSubmit()
    }
  }
  return (
    <textarea
      id="words"
      ref={field}
      value={text}
      rows={kind === 'statement' ? 2 : 3}
      dir={kind === 'statement' ? 'ltr' : 'auto'}
      spellCheck={kind !== 'statement'}
      aria-label={says(`composer.${kind}.label`, { name, library })}
      aria-autocomplete="list"
      aria-controls={sought === undefined ? undefined : 'scripts'}
      aria-activedescendant={found[at] ? `script-${at}` : undefined}
      placeholder={says(kind === 'text' && isTouched ? 'composer.text.hint.touch' : `composer.${kind}.hint`)}
      onChange={({ target }) => write(desk, session, draft, target.value)}
      onKeyDown={onKeyDown}
    />
  )
}

function Send({ session, draft, kind }: Omit<PartProps, 'field'> & { readonly kind: Kind }) {
  const { says } = useDesk()
  const name = usePatronName(session)
  const ready = useStore(draft, isReady)
  return (
    <Button type="submit" className="main send" isDisabled={!ready}>
      <span>{says(kind === 'note' ? 'composer.keep' : 'composer.send', { name })}</span>
      <Icon of="send" />
    </Button>
  )
}

/** What has to be changed before it can go out. */
function NotYet({ draft }: { readonly draft: Store<Draft> }) {
  const { says } = useDesk()
  const count = useStore(draft, tooMany)
  const isWrongAddress = useStore(draft, isNoAddress)
  if (count > 0) return <p className="wrong">{says('composer.too-long', { count })}</p>
  return isWrongAddress && <p className="wrong">{says('composer.no-address')}</p>
}

function isOwn(line: { readonly kind: string; readonly message?: { readonly from: string } }): boolean {
  return line.kind === 'words' && line.message?.from === 'librarian'
}
