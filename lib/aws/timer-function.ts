import middy from '@middy/core'
import { type Wake, wakeUp } from '../desk/wake.ts'
import { observed } from './log.ts'
import { opened } from './stored/open.ts'
import { fieldsOf } from './stored/shape.ts'
import { storedWake } from './stored/wake.ts'

/**
 * A Lambda that a timer wakes. `work` does what is due and returns the ms until something is due again. A wake from a later
 * release fails, and Step Functions retries it until that release is back.
 */
export function timerFunction(work: (woken: Wake) => Promise<number | undefined>) {
  return middy<unknown, Wake>()
    .use(observed())
    .handler(async event => {
      const fields = fieldsOf(event)
      const woken = opened(storedWake, fields, String(fields.session))
      return wakeUp(woken, () => work(woken))
    })
}
