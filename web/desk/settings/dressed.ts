import styles from '../styles/settings.css'

/** The pages of settings bring their own style with them. */
const sheet = new CSSStyleSheet()
sheet.replaceSync(styles)
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
