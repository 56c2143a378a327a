/** Scripts that are written from right to left, by the languages that use them. */
const rightToLeft = /^(ar|ckb|dv|fa|he|ks|ps|sd|ug|ur|yi)\b/

/** Whether a language is written from right to left. */
export function isRightToLeft(language: string): boolean {
  return rightToLeft.test(language)
}

/**
 * The first wanted language that is offered, in this or another region; else the first offered one. A browser may say anything
 * (`en-US@posix`, `und`), so what is wanted is compared and never passed on.
 */
export function chosenLanguage(wanted: readonly (string | null | undefined)[], offered: readonly string[]): string {
  const base = (language: string) => language.toLowerCase().split(/[-_@.]/)[0]
  for (const want of wanted) {
    const same = (by: (language: string) => unknown) => offered.find(language => want && by(language) === by(want))
    const found = same(language => language.toLowerCase()) ?? same(base)
    if (found) return found
  }
  return offered[0] ?? 'en'
}
