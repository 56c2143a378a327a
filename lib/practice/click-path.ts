import { withoutLinks } from './signs.ts'
import { fold } from './words.ts'

const steps =
  /\b(?:click|press|select|choose|go to|open)\b.{1,120}?(?:\bthen\b|(?: and|,) (?:click|press|select|choose|search|type|open)\b)|\S ?(?:->|→|>|») ?\S/

/** Whether a text names the links to press, one after the other, to get somewhere again: "Databases > JSTOR > Advanced". */
export function holdsClickPath(text: string): boolean {
  return steps.test(fold(withoutLinks(text)))
}
