import * as v from 'valibot'

/** The first thing that is wrong with a frame, in one sentence that names the field and quotes nothing that was sent. */
export function firstProblem(issues: readonly v.BaseIssue<unknown>[]): string {
  const [issue] = issues
  const field = issue ? v.getDotPath(issue) : undefined
  if (!issue || !field) return 'It must be a JSON object as the protocol has it.'
  if (issue.kind === 'validation') return `"${field}" ${issue.message}.`
  if (issue.expected === 'never') return `"${field}" is not one of its fields.`
  if (issue.received === 'undefined') return `"${field}" is missing.`
  return `"${field}" must be ${issue.expected}.`
}
