/** Text as rules compare it: lower case, no accents, straight quotes and apostrophes, single spaces. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[‘’ʼ`´]/g, "'")
    .replace(/[“”„«»]/g, '"')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()
}

/**
 * The sentences of a message that are the librarian's own, folded: words in double quotes are a title or somebody else's. A
 * line end ends a sentence, and its punctuation stays with it. A quotation has 200 characters at most.
 */
export const sentences = rememberedOnce((text: string): readonly string[] => {
  return text
    .split('\n')
    .flatMap(
      line =>
        fold(line)
          .replace(/"[^"]{0,200}"/g, ' … ')
          .match(/[^.?!]+[.?!]*/g) ?? [],
    )
    .map(sentence => sentence.trim())
})

/** The same function, remembering its last result, since every rule looks at the same message. */
export function rememberedOnce<T>(compute: (text: string) => T): (text: string) => T {
  let last: { readonly text: string; readonly result: T } | undefined
  return text => {
    if (last?.text !== text) last = { text, result: compute(text) }
    return last.result
  }
}

/** The words of a text, folded: letters and digits; an apostrophe belongs to its word. */
export function words(text: string): readonly string[] {
  return fold(text).match(/[\p{L}\p{N}]+(?:'[\p{L}\p{N}]+)*/gu) ?? []
}

/** Whether the text contains these words, whole and in this order. */
export function holdsWords(text: string, phrase: string): boolean {
  const wanted = words(phrase).join(' ')
  return wanted !== '' && ` ${words(text).join(' ')} `.includes(` ${wanted} `)
}

/** A word of a text: as it is compared, as it was written, and the marks between it and the next word ('' for a space alone). */
export interface Token {
  readonly word: string
  readonly raw: string
  readonly mark: string
}

/**
 * The words of a text in order, an e-mail address as one; without accents, and without the ’s of "Maria’s". The part before an
 * address's @ is at most 64 characters (RFC 5321), which keeps the search linear.
 */
export const tokens = rememberedOnce((text: string): readonly Token[] => {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[‘’ʼ`´]/g, "'")
  const found = [
    ...plain.matchAll(
      /[^\s<>()"',;:@]{1,64}@[\p{L}\p{N}][\p{L}\p{N}.-]{0,252}[\p{L}\p{N}]|[\p{L}\p{N}]+(?:'[\p{L}\p{N}]+)*/gu,
    ),
  ]
  return found.map(({ 0: raw, index }, i) => {
    const between = plain.slice(index + raw.length, found[i + 1]?.index)
    const mark = between.includes('\n') ? `\n${between.trim()}` : between.trim()
    return { word: raw.toLowerCase().replace(/'s$/, ''), raw, mark }
  })
})
