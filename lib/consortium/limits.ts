import type { Consortium } from './consortium.ts'
import { directoryEntries, type Entry } from './entries.ts'
import type { Complaint } from './file-shape.ts'

/**
 * The most bytes of one DynamoDB item, minus what is stored beside the entry itself.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 */
const entryBytesMax = 400 * 1024 - 1024

/**
 * The most bytes of the first deployment: the entries travel with the function and are held in its memory. 1,000 libraries with
 * 20,000 librarians are 9 MB.
 */
const loadBytesMax = 32 * 1024 * 1024

/**
 * A new table takes 4,000 writes of 1 KB a second, and the function has ten minutes. The limit allows for six of them.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html
 */
const loadWritesMax = 4000 * 360

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-console-add-tags.html */
const tagsMax = 45

/** Reports what AWS would refuse for its size, before anything is deployed. */
export function limitComplaints(consortium: Consortium): readonly Complaint[] {
  const entries = directoryEntries(consortium)
  const sizes = entries.map(bytesOf)
  const tooLarge = entries.flatMap((entry, at) => largeEntry(entry, sizes[at] ?? 0, consortium))
  return [...tooLarge, ...loadComplaints(sizes), ...tagComplaints(consortium)]
}

function largeEntry(entry: Entry, bytes: number, { libraries, librarians }: Consortium): readonly Complaint[] {
  if (bytes <= entryBytesMax) return []
  const isLibrary = 'library' in entry
  const list = isLibrary ? libraries : librarians
  const at = list.findIndex(({ id }) => entry.entry.endsWith(`:${id}`))
  const what = isLibrary ? 'This library' : 'This librarian'
  const sentence = `${what} takes ${kilobytes(bytes)}, and DynamoDB keeps ${kilobytes(entryBytesMax)} in one item: shorten scripts or lists.`
  return [{ path: [isLibrary ? 'libraries' : 'librarians', at], sentence }]
}

function loadComplaints(sizes: readonly number[]): readonly Complaint[] {
  const bytes = sizes.reduce((sum, size) => sum + size, 0)
  const writes = sizes.reduce((sum, size) => sum + Math.ceil(size / 1024), 0)
  if (bytes <= loadBytesMax && writes <= loadWritesMax) return []
  const sentence = `Libraries and librarians take ${kilobytes(bytes)} in ${sizes.length} entries, more than the first deployment can load (${kilobytes(loadBytesMax)}): deploy with some of them, and bring the others with "npm run consortium -- apply".`
  return [{ path: ['libraries'], sentence }]
}

function tagComplaints({ settings }: Consortium): readonly Complaint[] {
  const count = Object.keys(settings.deployment.tags).length
  if (count <= tagsMax) return []
  return [{ path: ['settings', 'tags'], sentence: `These are ${count} tags; CloudFormation takes ${tagsMax}.` }]
}

/** Measured as JSON, which is never shorter than the item. */
function bytesOf(entry: Entry): number {
  return new TextEncoder().encode(JSON.stringify(entry)).length
}

function kilobytes(bytes: number): string {
  return `${Math.ceil(bytes / 1024).toLocaleString('en-US')} KB`
}
