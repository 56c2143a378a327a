import { useView } from '../in-view.ts'
import type { Problem } from '../talk.ts'

/** A refusal in the reader's language. One that the widget does not know is in the desk's own sentence. */
export function useProblem(): (problem: Problem) => string {
  const { says } = useView()
  return ({ code, reason }) => {
    const key = `problem.${code}`
    const known = says(key)
    return known === key ? reason : known
  }
}
