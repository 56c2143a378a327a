import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { Button, Label, Radio, RadioGroup } from 'react-aria-components'
import { useDesk, useLibraryName, usePatronName, useServing } from '../in-desk.ts'
import { type Kind, onAsked } from '../state/composing.ts'
import { kept } from '../state/kept.ts'
import type { Script } from '../state/shift.ts'
import { toPatron } from '../to-patron.ts'
import { Icon } from './icon.tsx'
import { emptyResource, ResourceFields, type ResourceParts, resourceIn } from './resource-fields.tsx'
import { ScriptList, scriptsFor } from './script-list.tsx'

const kinds = ['text', 'resource', 'statement', 'note'] as const

/** Longer ones are refused, characters. */
const longest = 4_000

/** Where one writes to one patron. It belongs to its session: another session has another one, with its own draft. */
export function Composer({ session }: { readonly session: string }) {
  const { desk, says } = useDesk()
  const field = useRef<HTMLTextAreaElement>(null)
  const name = usePatronName(session)
  const library = useLibraryName(useServing(session, serving => serving.library) ?? '')
  const briefing = useServing(session, serving => serving.briefing)
  const reads = useServing(session, serving => serving.language)
  const hasGreeted =
    useServing(session, ({ joined, lines, unsent }) => joined || unsent.length > 0 || lines.some(isOwn)) ?? true
  const [kind, setKind] = useState<Kind>('text')
  const [resource, setResource] = useState<ResourceParts>(emptyResource)
  const [text, setText] = useState(() => kept.draft(session) || (hasGreeted ? '' : (briefing?.greeting ?? '')))
  const [script, setScript] = useState<Pick<Script, 'id' | 'text'> | undefined>(() =>
    hasGreeted || !briefing ? undefined : { id: 'greeting', text: briefing.greeting },
  )
  const [at, setAt] = useState(0)

  const isLooking = kind === 'text' && text.startsWith('/')
  const found = isLooking && briefing ? scriptsFor(briefing, text.slice(1)) : []

  const write = (words: string) => {
    setText(words)
    setAt(0)
    desk.talks.typed(session, words.startsWith('/') ? '' : words)
  }
  const turn = (to: Kind) => {
    setKind(to)
    field.current?.focus()
  }
  const choose = (chosen: Script) => {
    setScript(chosen)
    write(chosen.text)
    field.current?.focus()
  }
  const clear = () => {
    setText('')
    setScript(undefined)
    setKind('text')
    setResource(emptyResource)
    kept.keepDraft(session, '')
    field.current?.focus()
  }
  const isMissing = kind === 'resource' ? !resource.url && !resource.title && !resource.policyPage : !/\S/.test(text)
  const send = () => {
    if (isMissing || isLooking || text.length > longest) return
    if (kind === 'note') desk.talks.note(session, text)
    else if (kind === 'resource')
      desk.talks.say({ session, kind, ...resourceIn(resource, text, toPatron('policy-page', reads)) })
    else
      desk.talks.say({
        session,
        text,
        ...(kind === 'statement' && { kind }),
        ...(kind === 'text' && script?.text === text && { script: script.id }),
      })
    clear()
  }

  useEffect(
    () =>
      onAsked(asked => {
        if (typeof asked === 'object') return write(asked.words)
        if (asked !== 'scripts') return turn(asked)
        setKind('text')
        write('/')
        field.current?.focus()
      }),
    [session],
  )
  useEffect(() => {
    if (matchMedia('(pointer: fine)').matches) field.current?.focus()
  }, [])

  const onKeyDown = (event: KeyboardEvent) => {
    if (found.length > 0 && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault()
      setAt((at + (event.key === 'ArrowDown' ? 1 : found.length - 1)) % found.length)
    } else if (isLooking && event.key === 'Escape') write('')
    else if ((event.key === 'Enter' && !event.shiftKey) || (event.key === 'Tab' && found.length > 0)) {
      if (event.nativeEvent.isComposing) return
      event.preventDefault()
      const chosen = found[at]
      if (chosen) choose(chosen)
      else send()
    }
  }

  return (
    <form
      className={`composer ${kind}`}
      onSubmit={event => {
        event.preventDefault()
        send()
      }}
    >
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
        <RadioGroup
          className="segments"
          value={kind}
          orientation="horizontal"
          onChange={value => turn(kinds.find(each => each === value) ?? 'text')}
        >
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
      {kind === 'resource' && <ResourceFields parts={resource} change={setResource} />}
      {isLooking && <ScriptList found={found} at={at} isKnown={briefing !== undefined} choose={choose} />}
      <div className="write">
        <textarea
          id="words"
          ref={field}
          value={text}
          rows={kind === 'statement' ? 2 : 3}
          dir={kind === 'statement' ? 'ltr' : 'auto'}
          spellCheck={kind !== 'statement'}
          aria-label={says(`composer.${kind}.label`, { name, library })}
          aria-autocomplete="list"
          aria-controls={isLooking ? 'scripts' : undefined}
          aria-activedescendant={found[at] ? `script-${at}` : undefined}
          placeholder={says(`composer.${kind}.hint`)}
          onChange={({ target }) => write(target.value)}
          onKeyDown={onKeyDown}
        />
        <Button type="submit" className="main send" isDisabled={isMissing || isLooking || text.length > longest}>
          <span>{says(kind === 'note' ? 'composer.keep' : 'composer.send', { name })}</span>
          <Icon of="send" />
        </Button>
      </div>
      {text.length > longest && <p className="wrong">{says('composer.too-long', { count: text.length - longest })}</p>}
    </form>
  )
}

function isOwn(line: { readonly kind: string; readonly message?: { readonly from: string } }): boolean {
  return line.kind === 'words' && line.message?.from === 'librarian'
}
