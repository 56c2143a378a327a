import { abuseBugs } from './abuse.ts'
import { afterwards } from './afterwards.ts'
import { alerting } from './alerting.ts'
import type { Bug } from './bug.ts'
import { connecting } from './connecting.ts'
import { counting } from './counting.ts'
import { ending } from './ending.ts'
import { factsBugs } from './facts.ts'
import { joiningBugs } from './joining.ts'
import { reading } from './reading.ts'
import { timingBugs } from './timing.ts'
import { transferring } from './transferring.ts'
import { writing } from './writing.ts'

/** Every mistake that the simulator has to find. */
export const bugs: readonly Bug[] = [
  ...writing,
  ...counting,
  ...transferring,
  ...connecting,
  ...ending,
  ...alerting,
  ...reading,
  ...timingBugs,
  ...afterwards,
  ...factsBugs,
  ...joiningBugs,
  ...abuseBugs,
]
