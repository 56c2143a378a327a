import type { Context, Practice } from './message.ts'
import { asksSomething } from './signs.ts'
import { fold, holdsWords, words } from './words.ts'

/** A longer greeting reads like a notice. */
const greetingCharactersMax = 240

const ready =
  /\b(?:help(?:ing)?|assist(?:ing)?|look(?:ing)? (?:into|for|at|this|that|it|up)|take a look|reading|read|going over|pulling up|find|search(?:ing)?|working on|be (?:right )?with you|let me\b(?! know)|so (?:that )?i can|i'll (?:see|check|get)|glad to|happy to)\b/

const introduction =
  /\b(?:my name is|my name's|name is|i am called) \p{L}{2}|\b(?:I['’]?m|I am|[Tt]his is) \p{Lu}\p{L}+/u

/** R9: the first message names the librarian, says that they are ready to help, and is short. */
export const greeting: Practice = ({ text }, context) => {
  if (!context.first) return undefined
  const requests = [
    ...(namesLibrarian(text, context) ? [] : ['say who you are']),
    ...(ready.test(fold(text)) || asksSomething(text) ? [] : ['say that you are ready to help']),
    ...([...text].length > greetingCharactersMax ? [`keep it under ${greetingCharactersMax} characters`] : []),
    ...(!context.nameInstitution && namesInstitution(text, context)
      ? ["leave your own library's name out, as the patron's library prefers"]
      : []),
  ]
  if (requests.length === 0) return undefined
  const hint = `A first message is friendliest when you ${list(requests)}, e.g. “Hi, I'm ${givenName(context)}, and I'll be helping you today.”`
  return { rule: 'greeting', hint }
}

/** Any part of the screen name that is not the institution, or an introduction by another name. */
function namesLibrarian(text: string, { librarian }: Context): boolean {
  const said = new Set(words(text).map(word => word.replace(/'s$/, '')))
  return words(person(librarian)).some(part => part.length > 1 && said.has(part)) || introduction.test(text)
}

function namesInstitution(text: string, { librarian, institution }: Context): boolean {
  const fromScreenName = librarian.slice(person(librarian).length).replace(/^[\s,(-]*(?:from|at|of)?\s/i, '')
  return [institution ?? '', fromScreenName].some(name => {
    const distinctive = words(name)
      .join(' ')
      .replace(/ (?:public |university |college )?librar(?:y|ies)$/, '')
    return distinctive.length > 2 && holdsWords(text, distinctive)
  })
}

/** "Rob from State College" is Rob. */
function person(librarian: string): string {
  return librarian.split(/\s(?:from|at|of)\s|[,(]|\s-\s/)[0] ?? librarian
}

function givenName({ librarian }: Context): string {
  return person(librarian).trim().split(' ')[0] || 'Rob'
}

function list(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}
