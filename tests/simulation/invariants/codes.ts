import { codeIn } from '../code-reader.ts'
import { type Broken, inEach, ofType } from './invariant.ts'

/**
 * Each code goes to the address that it was requested for, and is the same each time. Where nothing fails it is mailed once, however
 * many timers wake for it.
 */
export const codesMailed: Broken = ({ world, faults }, logs) =>
  inEach(logs, (session, { events }) => {
    const requested = ofType(events, 'CodeRequested')
    const mails = world.mails.filter(mail => mail.session === session && mail.kind === 'code')
    return [
      ...requested.map(({ email }, i) => {
        const mine = mails.filter(({ reference }) => reference === `${session}.code-${i + 1}`)
        if (mine.length === 0) return faults.length === 0 && `code ${i + 1} was never mailed`
        if (faults.length === 0 && mine.length > 1) return `code ${i + 1} was mailed ${mine.length} times`
        if (mine.some(({ to }) => to !== email)) return `code ${i + 1} went to somebody who did not request it`
        return new Set(mine.map(codeIn)).size > 1 && `code ${i + 1} is not the same each time`
      }),
    ]
  })

/**
 * Whoever was told that their address is confirmed typed a code that was mailed there, which still counted then. Where an answer is
 * owed, its address counts as confirmed only if a code was typed for that one.
 */
export const confirmedByCode: Broken = ({ world, patrons }, logs) =>
  inEach(logs, (session, { events, last }) => {
    const mailed = world.mails.filter(mail => mail.session === session).map(codeIn)
    const typed = patrons
      .flatMap(({ client }) => client.acknowledged)
      .filter(({ frame, reply }) => frame.action === 'enter-code' && reply.type === 'address-confirmed')
      .flatMap(({ frame }) => (frame.session === session ? [String(frame.digits)] : []))
    const confirmed = ofType(events, 'AddressConfirmed')
    const owed = last.status === 'closed' && last.followUp?.verified === 'confirmed' ? last.followUp.email : undefined
    return [
      typed.some(digits => !mailed.includes(digits)) && 'a code that nobody mailed confirmed an address',
      owed !== undefined &&
        !confirmed.some(({ email }) => email === owed) &&
        'an answer is owed at an address that counts as confirmed, and no code was typed for it',
      ...confirmed.map(event => {
        const newest = ofType(events.slice(0, events.indexOf(event)), 'CodeRequested').at(-1)
        return !(newest && newest.email === event.email && event.at < newest.until) && 'a code counted too long'
      }),
    ]
  })
