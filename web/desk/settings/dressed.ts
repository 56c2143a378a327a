import styles from '../styles/settings.css'

let isDressed = false

/** The pages of settings bring their own style with them. It is called, since a build drops an import that only has effects. */
export function dressSettings(): void {
  if (isDressed) return
  isDressed = true
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(styles)
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
}
