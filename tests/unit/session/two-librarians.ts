import type { Side } from '../../../lib/session/effects.ts'
import type { Event } from '../../../lib/session/events.ts'
import * as b from './builders.ts'

export const served = [b.asked(), b.patronCame(), b.pickedUp()]
/** Rob serves and has called for help, for which Ann is asked. */
export const called = [...served, b.helpCalled()]
/** Rob serves, and Ann has joined him. */
export const two = [...called, b.joined()]

/** Ann leaves, and Rob serves alone. */
const { wasServing: _serves, ...left } = b.librarianLeft({ librarian: b.ann.id, name: b.ann.name, stays: b.rob.name })
export const annLeft = left

export const annSays = { role: 'librarian', id: b.ann.id } as const
export const annSaid = b.librarianSaid({ from: annSays, name: b.ann.name, text: "I'm Ann." })

export const tell = (side: Side, event: Event) => ({ type: 'Tell', side, event })
