import { colourBy } from '../shared/grounds.ts'
import { chosenLanguage, isRightToLeft } from '../shared/language.ts'
import styles from './button.css'
import { type ButtonKey, buttonText } from './button-words.ts'
import { asked, cardAt, isRaw, type Raw } from './card.ts'
import { keepsConversation } from './kept.ts'

/** The conversation, once it is loaded. */
export interface Opened {
  show(): void
}

/** What the conversation gets from the button, and what it tells it. */
export interface Opening {
  /** The address of the desk, and the library's id. */
  readonly desk: string
  readonly library: string
  readonly root: ShadowRoot
  readonly language: string
  readonly card: Raw | undefined
  readonly availability: Raw | undefined
  /** The page shows nothing else, so the conversation fills it and cannot be closed. */
  readonly fills: boolean
  /** The person closed it. */
  readonly closed: () => void
  /** A conversation is going on, with so many messages that came while it was closed. */
  readonly isTalking: (talking: boolean, unread: number) => void
}

/** Loads the conversation. */
export type Load = () => Promise<{ readonly open: (opening: Opening) => Promise<Opened> }>

/** How often the button asks whether somebody is there, while the page is in front, ms. The desk's cache answers. */
const askEvery = 30_000

function made<K extends keyof HTMLElementTagNameMap>(tag: K): HTMLElementTagNameMap[K] {
  return document.createElement(tag)
}

/** Makes an element the button on a library's page, with what opens behind it. Its settings are its data attributes. */
export async function becomeButton(host: HTMLElement, load: Load): Promise<void> {
  const { desk = '', library = '', language: wished, fills } = host.dataset
  if (host.shadowRoot) return
  const url = `${desk}/libraries/${library}`
  const look = () => asked(`${url}/availability`)
  const root = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(styles)
  root.adoptedStyleSheets = [sheet]
  const [aside, button, title, note] = [made('aside'), made('button'), made('b'), made('small')]
  button.append(title, note)

  const known = await Promise.all([cardAt(url), look()])
  const [card] = known
  let [, now] = known
  const offered = card?.languages
  const language = chosenLanguage(
    [wished, document.documentElement.lang, ...navigator.languages],
    Array.isArray(offered) ? offered.map(String) : ['en', 'es', 'fr'],
  )
  const own = isRaw(card?.words) ? card.words[language] : undefined
  const says = (key: ButtonKey, value?: string) => buttonText(key, language, isRaw(own) ? own : {}, value)
  host.lang = language
  host.dir = isRightToLeft(language) ? 'rtl' : 'ltr'
  colourBy(host, 'light', isRaw(card?.colours) ? card.colours.accent : undefined)
  aside.ariaLabel = says('ask')

  let opened: Promise<Opened> | undefined
  let isOpen = false
  let talking = false
  let unread = 0

  /** What is true now: whether somebody is there, how long it takes, or when somebody will be. */
  const truth = (): readonly [title: string, note: string] => {
    if (talking) return [says('continue'), unread ? says('unread', `${unread}`) : '']
    if (!now) return [says('ask'), '']
    if (!now.staffed) {
      const { opensAt } = now
      return [
        says('leave'),
        typeof opensAt === 'number' ? says('opens', moment(opensAt, language, card?.timeZone)) : says('mail'),
      ]
    }
    const minutes = Math.ceil(Number(now.expectedWait ?? 0) / 60)
    return [says('ask'), minutes > 1 ? says('wait', `${minutes}`) : says('here')]
  }
  const tell = () => {
    button.hidden = isOpen
    const words = truth()
    title.textContent = words[0]
    note.textContent = words[1]
  }
  const open = async () => {
    isOpen = true
    opened ??= load().then(({ open }) =>
      open({
        ...{ desk, library, root, language, card, availability: now, fills: fills !== undefined },
        closed: () => {
          isOpen = false
          tell()
          button.focus()
        },
        isTalking: (...talk) => {
          ;[talking, unread] = talk
          tell()
        },
      }),
    )
    const there = await opened
    tell()
    there.show()
  }

  button.onclick = open
  tell()
  aside.append(button)
  root.append(aside)
  setInterval(async () => {
    if (document.hidden || isOpen) return
    now = await look()
    tell()
  }, askEvery)
  if (fills !== undefined || keepsConversation(library)) await open()
}

/** A time of the coming days, as the library's clock has it. */
function moment(at: number, language: string, timeZone: unknown): string {
  const form = { weekday: 'short', hour: 'numeric', minute: '2-digit' } as const
  const date = new Date(at)
  try {
    return date.toLocaleString(language, { ...form, timeZone: String(timeZone) })
  } catch {
    // A language or a zone that this browser does not know.
    return date.toLocaleString('en', form)
  }
}
