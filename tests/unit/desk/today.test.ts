import { describe, expect, it } from 'vitest'
import { policyOf, todayCard } from '../../../lib/desk/today.ts'
import { weekdays } from '../../../lib/time/opening-hours.ts'
import { library } from '../members.ts'

const renewals = { id: 'renewals', topic: 'Renewals', text: 'Online.', vouchedBy: 'Ann', checkedOn: '2026-11-01' }
const fines = { ...renewals, id: 'fines', topic: 'Fines', text: 'None.', source: 'https://wren.example.org/fines' }
const wren = library('wren', 'Wren Library', {
  timeZone: 'America/Los_Angeles',
  hours: weekdays.map(day => ({ day, from: '09:00', to: '17:00' })),
  closedDays: ['2026-11-26', '2026-11-27'],
  holidays: [{ date: '2026-11-26', name: 'Thanksgiving' }],
  policy: [{ ...renewals, onCard: true }, fines],
})
const at = (time: string) => Date.parse(time)

describe('R44 the today card of a library', () => {
  it('has its date, its time, its hours and when it closes, all of them there', () => {
    expect(todayCard(wren, at('2026-11-26T01:05:00Z'))).toEqual({
      ...{ date: '2026-11-25', time: '17:05', hours: [{ from: '09:00', to: '17:00' }] },
      opensAt: at('2026-11-28T17:00:00Z'),
      facts: [{ ...renewals, days: 24 }],
    })
    expect(todayCard(wren, at('2026-11-25T23:00:00Z'))).toMatchObject({ closesAt: at('2026-11-26T01:00:00Z') })
  })

  it('names the holiday, and says of a closed day without a name that it is one', () => {
    const thanksgiving = todayCard(wren, at('2026-11-26T20:00:00Z'))
    expect(thanksgiving).toMatchObject({
      closedToday: true,
      holiday: 'Thanksgiving',
      opensAt: at('2026-11-28T17:00:00Z'),
    })
    const after = todayCard(wren, at('2026-11-27T20:00:00Z'))
    expect(after).toMatchObject({ closedToday: true })
    expect(after).not.toHaveProperty('holiday')
    expect(todayCard(wren, at('2026-11-28T20:00:00Z'))).not.toHaveProperty('closedToday')
  })

  it('begins and ends its days at midnight there, not here', () => {
    expect(todayCard(wren, at('2026-11-26T07:59:00Z'))).not.toHaveProperty('holiday')
    expect(todayCard(wren, at('2026-11-26T08:00:00Z'))).toMatchObject({ holiday: 'Thanksgiving', time: '00:00' })
    expect(todayCard(wren, at('2026-11-27T07:59:00Z'))).toMatchObject({ holiday: 'Thanksgiving', time: '23:59' })
  })

  it('has the facts that the library put there, each with its age and who vouches', () => {
    expect(todayCard(wren, at('2026-11-26T07:59:00Z')).facts).toEqual([{ ...renewals, days: 24 }])
  })
})

describe('R11 the policy of a library', () => {
  it('has every statement with its source, its age and who vouches', () => {
    expect(policyOf(wren, at('2026-11-26T08:00:00Z'))).toEqual([
      { ...renewals, days: 25 },
      { ...fines, days: 25 },
    ])
  })

  it('counts a statement of tomorrow as one of today: it was checked where it is tomorrow already', () => {
    const early = { ...wren, policy: [{ ...fines, checkedOn: '2026-11-27' }] }
    expect(policyOf(early, at('2026-11-26T20:00:00Z'))).toMatchObject([{ days: 0 }])
  })
})
