import * as v from 'valibot'

/** The first fault of a frame, in one sentence that names the field and quotes nothing that was sent. */
export function firstProblem(issues: readonly v.BaseIssue<unknown>[]): string {
  const [issue] = issues
  const field = issue ? v.getDotPath(issue) : undefined
  if (!issue || !field) return 'It must be a JSON object as the protocol has it.'
  if (issue.kind === 'validation') return `"${field}" ${issue.message}.`
  if (issue.expected === 'never') return unknownField(field)
  if (issue.received === 'undefined') return `"${field}" is missing.`
  return `"${field}" must be ${issue.expected}.`
}

/** The sender chose the name of an unknown field, so it is cut. Inside another field it is not repeated at all. */
function unknownField(field: string): string {
  const inside = field.lastIndexOf('.')
  if (inside > 0) return `"${field.slice(0, inside)}" has a field that the protocol does not know.`
  return `"${field.slice(0, 64)}" is not one of its fields.`
}
