import * as v from 'valibot'
import type { Wake } from '../../desk/wake.ts'
import { wakeUpcasters } from '../upcasters/versions.ts'
import { type Every, flag, type Shape } from './shape.ts'

/** What a timer remembers while it sleeps, as the input of its state. */
export const storedWake: Shape<Wake> = {
  kind: 'wake',
  upcasters: wakeUpcasters,
  schema: v.looseObject({
    version: v.number(),
    session: v.string(),
    seconds: v.number(),
    generation: v.exactOptional(v.number()),
    since: v.exactOptional(v.number()),
    woken: v.exactOptional(v.unknown()),
    keep: v.exactOptional(flag),
    done: v.exactOptional(flag),
    until: v.exactOptional(v.picklist(['next', 'then'])),
  } satisfies Every<Wake>),
}
