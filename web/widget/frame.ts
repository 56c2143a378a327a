/** What the conversation stands in: a drawer on a wide page, the whole screen on a phone, or the page itself. */
export interface Frame {
  readonly element: HTMLElement
  show(): void
  hide(): void
  isShown(): boolean
}

/** Where a drawer would leave no room for the page beside it. A page at 400 % is such a screen, too. */
const small = '(max-width: 30em), (max-height: 28em)'

export function frameFor(
  root: ShadowRoot,
  { fills, closed }: { readonly fills: boolean; readonly closed: () => void },
): Frame {
  return fills ? pageFrame(root) : drawerFrame(root, closed)
}

function pageFrame(root: ShadowRoot): Frame {
  const element = document.createElement('section')
  element.className = 'panel fills'
  root.append(element)
  return { element, show: () => {}, hide: () => {}, isShown: () => true }
}

function drawerFrame(root: ShadowRoot, closed: () => void): Frame {
  const dialog = document.createElement('dialog')
  dialog.className = 'panel'
  dialog.setAttribute('aria-labelledby', 'library-name')
  root.append(dialog)
  const isSmall = matchMedia(small)

  /** On a small screen the page behind it is out of reach, for the keyboard and for screen readers, too. */
  const place = () => {
    dialog.close()
    if (isSmall.matches) dialog.showModal()
    else dialog.show()
  }
  isSmall.addEventListener('change', () => {
    if (dialog.open) place()
  })
  dialog.addEventListener('cancel', event => {
    event.preventDefault()
    closed()
  })
  dialog.addEventListener('keydown', event => {
    if (event.key === 'Escape' && !isSmall.matches) closed()
  })
  fitKeyboard(dialog)
  return {
    element: dialog,
    show: () => {
      if (!dialog.open) place()
    },
    hide: () => dialog.close(),
    isShown: () => dialog.open,
  }
}

/** The keyboard of a phone covers the page without telling it. What is left to see is the visual viewport. */
function fitKeyboard({ style }: HTMLElement): void {
  const view = window.visualViewport
  if (!view) return
  const follow = () => {
    style.setProperty('--view-height', `${view.height}px`)
    style.setProperty('--view-top', `${view.offsetTop}px`)
  }
  view.addEventListener('resize', follow)
  view.addEventListener('scroll', follow)
  follow()
}
