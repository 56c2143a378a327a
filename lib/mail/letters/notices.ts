import type { SummedUp } from '../../desk/ports.ts'
import { dateInWords } from './dates.ts'
import { type Block, type Letter, subjectOf } from './letter.ts'
import { reference, subjectBeginning } from './letters.ts'

/** The notices of a day that were not mailed on their own. */
export interface NoticesOfDay {
  readonly libraryName: string
  /** YYYY-MM-DD. */
  readonly date: string
  readonly notices: readonly SummedUp[]
}

/** What each kind of notice is about. */
const headings: Partial<Readonly<Record<SummedUp['kind'], string>>> = {
  reminder: 'Patrons who are still waiting for your answer',
  overdue: 'Answers that are overdue',
  unreachable: 'Patrons whom mail does not reach',
  held: 'Answers that wait to be confirmed',
  'transcript-returned': 'Transcripts that came back',
  'policy-report': 'Mistakes reported on your policy page',
}

/** More references than these help nobody. The desk has all of them. */
const referencesMax = 200

/** One mail for all notices beyond the most of a day. There is nothing in it to reply to. */
export function noticesOfDay({ libraryName, date, notices }: NoticesOfDay): Letter {
  const kinds = [...new Set(notices.map(({ kind }) => kind))]
  return {
    subject: subjectOf(`${subjectBeginning(libraryName)} ${notices.length} more notices of ${date}`),
    blocks: [
      {
        type: 'lead',
        text: `So many notices were due on ${dateInWords(date)} that the desk did not mail each of them. These are the ${notices.length} others.`,
      },
      ...kinds.flatMap(kind => listed(kind, notices)),
      {
        type: 'paragraph',
        text: 'Each of these follow-ups is in the list at the desk, and each had a mail of its own when it began. Replies to this mail are not read.',
      },
    ],
  }
}

function listed(kind: SummedUp['kind'], notices: readonly SummedUp[]): readonly Block[] {
  const references = notices.filter(notice => notice.kind === kind).map(({ session }) => reference(session))
  const others = references.length - referencesMax
  return [
    { type: 'heading', text: `${headings[kind] ?? 'Other notices'} (${references.length})` },
    {
      type: 'paragraph',
      text: `${references.slice(0, referencesMax).join(', ')}${others > 0 ? `, and ${others} others` : ''}`,
    },
  ]
}
