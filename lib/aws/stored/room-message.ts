import * as v from 'valibot'
import type { RoomMessage } from '../../desk/ports.ts'
import { roomMessageUpcasters } from '../upcasters/versions.ts'
import type { Every, Shape } from './shape.ts'

/** A message in the StaffRoom table. It is passed on to clients as it is, so unknown fields are removed. */
export const roomMessage: Shape<RoomMessage> = {
  kind: 'room-message',
  upcasters: roomMessageUpcasters,
  schema: v.object({
    id: v.string(),
    librarian: v.string(),
    name: v.string(),
    library: v.string(),
    at: v.number(),
    text: v.string(),
  } satisfies Every<RoomMessage>),
}
