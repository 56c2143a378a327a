import type { Client } from './client.ts'
import type { Scheduler } from './scheduler.ts'
import type { World } from './world.ts'

/** What a patron does with the code that is mailed to them: types it, at once, after a wrong one or much too late, or never. */
export type CodeHabit = 'types' | 'mistypes-first' | 'types-too-late' | 'ignores'

/** How long a patron takes to look into their mail, and how often they look, ms. */
const readingTime = 10_000
const looksMax = 10

/** Longer than a code counts, ms. */
const tooLate = 2_000_000

/** The code in a mail, or undefined if it is another mail. */
export function codeIn(mail: { readonly kind: string; readonly text: string }): string | undefined {
  return mail.kind === 'code' ? /^Your code is (\d{6})\.$/m.exec(mail.text)?.[1] : undefined
}

/** A patron who has a code mailed to their address, and types it as their habit is. */
export function codeReader(address: string, habit: CodeHabit, world: World, scheduler: Scheduler) {
  let digits: string | undefined
  world.onMail(address, mail => {
    digits = codeIn(mail) ?? digits
  })
  const wrong = (right: string): string => String((Number(right) + 1) % 1_000_000).padStart(6, '0')

  return async (client: Client, session: string): Promise<void> => {
    const reply = await client.ask({ action: 'request-code', session, email: address })
    if (reply?.type !== 'code-requested' || habit === 'ignores') return
    for (let looks = 0; looks < looksMax && digits === undefined; looks++) await scheduler.sleep(readingTime)
    if (digits === undefined) return
    if (habit === 'types-too-late') await scheduler.sleep(tooLate)
    if (habit === 'mistypes-first') await client.ask({ action: 'enter-code', session, digits: wrong(digits) })
    await client.ask({ action: 'enter-code', session, digits })
  }
}
