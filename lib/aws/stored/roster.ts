import * as v from 'valibot'
import type { OnDuty } from '../../desk/ports.ts'
import { onDutyUpcasters } from '../upcasters/versions.ts'
import type { Every, Shape } from './shape.ts'

const reachable = { librarian: v.string(), connection: v.string() }

/** A librarian's own item in the Roster table, while they are on duty. */
export const onDuty: Shape<OnDuty> = {
  kind: 'on-duty',
  upcasters: onDutyUpcasters,
  schema: v.looseObject({
    ...reachable,
    name: v.string(),
    library: v.string(),
    pools: v.array(v.string()),
    limit: v.number(),
    dutyLimit: v.number(),
  } satisfies Every<OnDuty>),
}
