import { colourBy } from '../shared/grounds.ts'
import { choices } from './state/choices.ts'
import styles from './styles/desk.css'

/** The desk's own colour. Those of libraries belong to their patrons' pages. */
const accent = '#1d4f6b'

/** Dresses the page, and goes on doing so as somebody chooses. */
export function appear(): void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(styles)
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  const page = document.documentElement
  colourBy(page, 'light', accent)
  colourBy(page, 'dark', '#7fb6d6')
  const grounds = [...sheet.cssRules].filter(
    rule => rule instanceof CSSMediaRule && rule.conditionText.includes('prefers-color-scheme'),
  )
  const apply = () => {
    const { ground, size } = choices.get()
    page.dataset.size = size
    page.style.colorScheme = ground === 'machine' ? 'light dark' : ground
    // The style sheet knows one dark ground, for machines that are dark. A choice makes it the page's, or nobody's.
    for (const rule of grounds) if (rule instanceof CSSMediaRule) rule.media.mediaText = mediaOf[ground]
  }
  choices.on(apply)
  apply()
}

const mediaOf = { machine: '(prefers-color-scheme: dark)', dark: 'all', light: 'not all' } as const
