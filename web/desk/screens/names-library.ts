/** What libraries have in common in their names, at the end. */
const common = /\s(?:(?:public|university|college|county|city)\s)?librar(?:y|ies)$/

/** Whether the screen name of a librarian already says where they are from: "Rob from State College" of State College Library. */
export function namesLibrary(screenName: string, library: string): boolean {
  const own = wordsOf(library).replace(common, '')
  return own.length > 2 && ` ${wordsOf(screenName)} `.includes(` ${own} `)
}

function wordsOf(text: string): string {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')
}
