import { render } from 'preact'
import { browserSocket } from '../shared/browser-socket.ts'
import { colourBy } from '../shared/grounds.ts'
import { store } from '../shared/store.ts'
import type { Opened, Opening } from './ask-element.ts'
import { asked } from './card.ts'
import { conversation } from './conversation.ts'
import { frameFor } from './frame.ts'
import { InViewContext, type Now } from './in-view.ts'
import { readAvailability, readCard } from './library-card.ts'
import styles from './panel.css'
import { Panel } from './screens/panel.tsx'
import type { Phase } from './talk.ts'
import { wordsIn } from './words.ts'

/** How often an open form or a waiting patron learns how things stand at the desk, ms. */
const askEvery = 15_000

/** Builds what opens behind the button. */
export async function open(opening: Opening): Promise<Opened> {
  const { root, desk, library, language, fills, closed, isTalking } = opening
  const card = readCard(opening.card)
  const says = await wordsIn(language, card.words[language] ?? {})
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(styles)
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
  if (root.host instanceof HTMLElement) colourBy(root.host, 'dark', card.colours.accent)

  const talks = conversation({ desk, library, socket: browserSocket })
  const now = store<Now>({ availability: readAvailability(opening.availability) })
  const frame = frameFor(root, { fills, closed: () => hide() })
  const look = async () => {
    const { phase } = talks.talk.get()
    if (document.hidden || !frame.isShown()) return
    if (phase === 'waiting') return talks.askPlace()
    if (phase === 'form')
      now.set({ availability: readAvailability(await asked(`${desk}/libraries/${library}/availability`)) })
  }
  setInterval(look, askEvery)

  const hide = () => {
    frame.hide()
    closed()
  }
  let before: Phase = 'form'
  talks.talk.on(() => {
    const { phase, unread } = talks.talk.get()
    if (phase === 'waiting' && before !== phase) void talks.askPlace()
    before = phase
    if (unread && frame.isShown() && !document.hidden) talks.read()
    isTalking(phase === 'waiting' || phase === 'talking', unread)
  })
  if (fills) document.title = says('title', { library: card.name })
  const isPreview = root.host instanceof HTMLElement && root.host.dataset.preview !== undefined
  talks.resume()
  render(
    <InViewContext.Provider value={{ card, language, says, conversation: talks, now, fills, close: hide }}>
      <Panel corrected={isPreview} />
    </InViewContext.Provider>,
    frame.element,
  )
  return {
    show: () => {
      frame.show()
      talks.read()
      void look()
    },
  }
}
