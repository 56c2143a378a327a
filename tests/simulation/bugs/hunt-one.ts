import { hunt } from './hunt.ts'

/** Hunts the bug that this process was started with; prints how it was caught, or nothing. */
const caught = await hunt()
if (caught) console.log(JSON.stringify(caught))
