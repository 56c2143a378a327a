/** Creating one takes a hundred times as long as asking it. */
let names: Intl.DisplayNames | undefined

/** Whether a text is the BCP 47 tag of a language that has a name, in its usual spelling: `en`, `es-419`, `zh-Hans`. */
export function isLanguage(tag: string): boolean {
  if (tag.length > 35) return false
  try {
    names ??= new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' })
    return Intl.getCanonicalLocales(tag)[0] === tag && names.of(tag) !== undefined
  } catch {
    return false
  }
}
