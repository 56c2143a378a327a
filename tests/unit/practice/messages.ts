import type { Row } from './message-row.ts'
import { closings } from './messages-closings.ts'
import { greetings } from './messages-greetings.ts'
import { heldOut } from './messages-held-out.ts'
import { later } from './messages-later.ts'
import { resources } from './messages-resources.ts'
import { talk } from './messages-talk.ts'

/** Messages of librarians, written in the manner of chat reference in public and academic libraries of the US. */
export const messages: readonly Row[] = [...greetings, ...talk, ...resources, ...closings, ...heldOut, ...later]
