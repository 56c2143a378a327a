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
 * The sentences of a message that are the librarian's own, folded: what stands in double quotes is a title or somebody
 * else's words. A line is a sentence; its mark stays with it. Quotations are looked for up to 200 characters.
 */
export function sentences(text: string): readonly string[] {
  return text
    .split('\n')
    .flatMap(
      line =>
        fold(line)
          .replace(/"[^"]{0,200}"/g, ' … ')
          .match(/[^.?!]+[.?!]*/g) ?? [],
    )
    .map(sentence => sentence.trim())
}

/** The words of a text, folded: letters and digits; an apostrophe belongs to its word. */
export function words(text: string): readonly string[] {
  return fold(text).match(/[\p{L}\p{N}]+(?:'[\p{L}\p{N}]+)*/gu) ?? []
}

/** Whether these words stand in the text, whole and in this order. */
export function holdsWords(text: string, phrase: string): boolean {
  const wanted = words(phrase).join(' ')
  return wanted !== '' && ` ${words(text).join(' ')} `.includes(` ${wanted} `)
}
