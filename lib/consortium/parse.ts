import * as v from 'valibot'
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml'
import { complaints } from './checks.ts'
import type { Consortium } from './consortium.ts'
import { type Complaint, type ConsortiumFile, fileShape } from './file-shape.ts'
import { filledIn } from './fill-in.ts'
import { limitComplaints } from './limits.ts'

/** A fault in the consortium file, and its line (1, 2, 3 …). */
export interface Problem {
  readonly line: number
  readonly sentence: string
}

/** Reads the consortium file. Returns the consortium with every default filled in, or all the faults from top to bottom. */
export function parseConsortium(
  text: string,
): { readonly consortium: Consortium } | { readonly problems: readonly Problem[] } {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  if (document.errors.length > 0)
    return {
      problems: document.errors.map(({ pos, message }) => ({
        line: lines.linePos(pos[0]).line,
        sentence: `This is not YAML: ${message}${message.endsWith('.') ? '' : '.'}`,
      })),
    }

  const read = v.safeParse(fileShape, document.toJS())
  const wrong = read.success ? wrongTogether(read.output) : read.issues.map(complaintOf)
  const problems = wrong.map(({ path, sentence }) => ({
    line: lines.linePos(offsetOf(document, path)).line,
    sentence,
  }))
  if (problems.length > 0) return { problems: problems.sort((a, b) => a.line - b.line) }
  if (!read.success) throw new Error('A file without problems has to have a shape.')
  return { consortium: filledIn(read.output) }
}

/** Sizes are checked only in a file without other faults, since the check needs its entries. */
function wrongTogether(file: ConsortiumFile): readonly Complaint[] {
  const wrong = complaints(file)
  return wrong.length > 0 ? wrong : limitComplaints(filledIn(file))
}

export function complaintOf(issue: v.BaseIssue<unknown>): Complaint {
  const path = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)))
  const key = path.findLast(step => typeof step === 'string')
  if (issue.type === 'strict_object' && issue.expected === 'never')
    return { path, sentence: `There is no key "${key}".` }
  if (issue.type === 'strict_object' && issue.received === 'undefined')
    return { path: path.slice(0, -1), sentence: `The key "${key}" is missing.` }
  return { path, sentence: `${key === undefined ? 'The file' : `"${key}"`} ${issue.message}.` }
}

/** The position of a path: its key in a map, or the entry itself in a list. */
function offsetOf(document: Document, path: readonly (string | number)[]): number {
  const last = path.at(-1)
  const parent = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents
  const pair = isMap(parent) ? parent.items.find(({ key }) => isScalar(key) && key.value === last) : undefined
  const node = pair ? pair.key : document.getIn(path, true)
  return isNode(node) && node.range ? node.range[0] : 0
}
