import { leaveConsortium } from '../../lib/desk/leave-consortium.ts'
import type { Mail } from '../../lib/desk/ports.ts'
import { quarterMs, sweep } from '../../lib/desk/sweep.ts'
import { recordDeliveryEvent } from '../../lib/mail/incoming/delivery-events.ts'
import type { MailRead } from '../../lib/mail/incoming/read-mail.ts'
import { receiveReply } from '../../lib/mail/incoming/receive-reply.ts'
import type { Memory } from '../memory/tables.ts'
import { died } from './invocation.ts'
import type { AllPorts } from './ports.ts'
import type { Scheduler } from './scheduler.ts'
import type { Run } from './timers.ts'

/**
 * Lambda tries asynchronous events three times.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
const pauses = [60_000, 120_000, undefined]

/** How long it takes until a mail comes back, ms. */
const wayBack = 30_000

const genuine = { spf: true, dmarc: 'pass', isSpam: false, hasVirus: false } as const

/** Functions that are invoked asynchronously by services. */
export function events(scheduler: Scheduler, run: Run, { watch, toSweep }: Pick<Memory, 'watch' | 'toSweep'>) {
  let running = 0
  let planned: { readonly at: number; readonly callOff: () => void } | undefined

  const invoke = async (what: string, about: string, work: (ports: AllPorts, at: number) => Promise<unknown>) => {
    running++
    for (const pause of pauses) {
      const fault = await scheduler.turn({ kind: 'event', what, about })
      if (fault === 'late') await scheduler.sleep(300_000)
      const once = () => run(fault, (ports, now) => work(ports, now()).catch(() => died))
      if (fault === 'doubled') void once()
      const heard = fault === 'crash' ? died : await once()
      if (heard !== died || pause === undefined) break
      await scheduler.sleep(pause)
    }
    running--
  }

  /** The sweep comes every quarter of an hour; here only when it finds anything, as a run has to come to its end. */
  const planSweep = (): void => {
    const first = Math.min(...toSweep())
    if (!Number.isFinite(first)) return
    const next = quarterMs * (Math.floor(scheduler.now() / quarterMs) + 1)
    const at = Math.max(next, quarterMs * (first + 1))
    if (planned && planned.at <= at) return
    planned?.callOff()
    planned = { at, callOff: scheduler.after(at - scheduler.now(), () => void comeToSweep()) }
  }

  const comeToSweep = async (): Promise<void> => {
    // All that came in between found nothing.
    await watch.swept(Math.min(...toSweep()))
    await invoke('sweep', '', (ports, at) => sweep({ ...ports, librarianFactsDays: 396 }, at))
    planned = undefined
    planSweep()
  }

  return {
    isRunning: () => running > 0,
    planSweep,

    /** The mail service reports a while later what happened to a mail. */
    comesBack: async (mail: Mail, how: 'bounced' | 'complained'): Promise<void> => {
      const tags = {
        session: [mail.session],
        mail: [mail.reference.split('.')[1]],
        kind: [mail.kind],
        recipient: [mail.recipient],
      }
      const bounce = { eventType: 'Bounce', bounce: { bounceType: 'Permanent' }, mail: { tags } }
      const detail = how === 'bounced' ? bounce : { eventType: 'Complaint', mail: { tags } }
      await scheduler.sleep(wayBack)
      await invoke(`mail ${how}`, mail.session, (ports, at) => recordDeliveryEvent(ports, detail, at))
    },

    /** A deployment finds that somebody is not in the consortium any more. */
    leaves: (librarian: string) =>
      invoke('librarian leaves', librarian, (ports, at) => leaveConsortium(ports, librarian, at)),

    /** A mail arrives for the desk. */
    arrives: ({ to, ...mail }: MailRead & { readonly to: string; readonly session: string }): void => {
      const receivedAt = scheduler.now()
      const about = { recipients: [to], envelopeFrom: mail.from, receivedAt, verdicts: genuine }
      const arrived = { ...about, read: async () => mail }
      void invoke('mail arrives', mail.session, (ports, at) => receiveReply(ports, arrived, at))
    },
  }
}
