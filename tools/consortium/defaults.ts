import * as v from 'valibot'
import { fileShape } from '../../lib/consortium/file-shape.ts'
import { filledIn } from '../../lib/consortium/fill-in.ts'

/** A minimal file. */
const least = {
  name: 'Consortium',
  settings: { sender: 'desk@consortium.example.org' },
  libraries: [
    { id: 'library', name: 'Library', 'time-zone': 'UTC', mailbox: 'mailbox@library.example.org', origins: [] },
  ],
}

/** The value of a key that neither a library nor the consortium sets, by the name under which it is explained. */
export function filledInDefaults(): ReadonlyMap<string, unknown> {
  const [library] = filledIn(v.parse(fileShape, least)).libraries
  if (!library) throw new Error('The file has no library.')
  const { timing, followUps, limits = {}, greeting, goodbye } = library
  return new Map<string, unknown>([
    ...Object.entries(timing).map(([name, ms]) => [`timing.${inFile(name)}`, ms / 1000] as const),
    ...Object.entries(followUps).map(([name, value]) => [`follow-ups.${inFile(name)}`, value] as const),
    ...Object.entries(limits).map(([name, value]) => [`question-limits.${inFile(name)}`, value] as const),
    ['libraries[].greeting', greeting],
    ['libraries[].goodbye', goodbye],
  ])
}

/** `silenceWarning` is `silence-warning` in the file. */
function inFile(name: string): string {
  return name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
}
