import { useEffect, useState } from 'preact/hooks'
import { Icon } from '../../shared/icon.tsx'
import { useTalk, useView } from '../in-view.ts'
import type { Phase } from '../talk.ts'
import { Ask } from './ask.tsx'
import { Composer } from './composer.tsx'
import { Menu } from './menu.tsx'
import { News } from './news.tsx'
import { Notice } from './notice.tsx'
import { Preview } from './preview.tsx'
import { Thread } from './thread.tsx'

const asking: readonly Phase[] = ['form', 'sending', 'busy']
const writing: readonly Phase[] = ['waiting', 'talking']
const between: readonly Phase[] = ['returning', 'elsewhere', 'gone']

/** Everything behind the button. */
export function Panel({ corrected }: { readonly corrected: boolean }) {
  const { conversation } = useView()
  const phase = useTalk(talk => talk.phase)
  const isByMail = useTalk(talk => talk.end?.why === 'by-mail')
  const isAsking = asking.includes(phase)
  return (
    <>
      <Head />
      {corrected && <Preview />}
      <Connection />
      {(isAsking || isByMail) && <Ask />}
      {between.includes(phase) && <Between phase={phase} />}
      {(writing.includes(phase) || (phase === 'over' && !isByMail)) && <Thread />}
      {writing.includes(phase) && <Composer draft={conversation.draft} />}
      <News />
    </>
  )
}

function Head() {
  const { card, says, fills, close } = useView()
  const librarian = useTalk(talk => (talk.phase === 'talking' ? talk.librarian : undefined))
  const hasMenu = useTalk(talk => writing.includes(talk.phase))
  const [isOpen, setOpen] = useState(false)
  const [isBroken, setBroken] = useState(false)
  useEffect(() => setOpen(false), [hasMenu])
  const Title = fills ? 'h1' : 'h2'
  return (
    <header class="head">
      <span class="ribbon" aria-hidden="true" />
      <div class="names">
        {card.logo && !isBroken && <img src={card.logo} alt="" onError={() => setBroken(true)} />}
        <Title id="library-name">{card.name || says('talk.librarian')}</Title>
        {librarian && <p>{says('talk.with', { name: librarian })}</p>}
      </div>
      {hasMenu && (
        <button
          type="button"
          class="round"
          aria-label={says('menu')}
          aria-expanded={isOpen}
          aria-controls="menu"
          onClick={() => setOpen(!isOpen)}
        >
          <Icon of="more" />
        </button>
      )}
      {!fills && (
        <button type="button" class="round" aria-label={says('minimise')} onClick={close}>
          <Icon of="aside" />
        </button>
      )}
      {hasMenu && <Menu isOpen={isOpen} close={() => setOpen(false)} />}
    </header>
  )
}

function Connection() {
  const { says } = useView()
  const line = useTalk(talk => (talk.phase === 'over' ? 'up' : talk.line))
  return line === 'up' ? null : <p class="strip">{says(`line.${line}`)}</p>
}

function Between({ phase }: { readonly phase: Phase }) {
  const { says, conversation } = useView()
  if (phase === 'returning') return <Notice title={says('returning')} isQuiet />
  const isGone = phase === 'gone'
  return (
    <Notice title={says(isGone ? 'gone.title' : 'elsewhere.title')}>
      <p>{says(isGone ? 'gone.text' : 'elsewhere.text')}</p>
      <button type="button" class="main" onClick={isGone ? conversation.startAnew : conversation.takeOver}>
        {says(isGone ? 'over.anew' : 'elsewhere.here')}
      </button>
    </Notice>
  )
}
