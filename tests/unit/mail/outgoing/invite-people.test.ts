import { describe, expect, it } from 'vitest'
import type { Librarian } from '../../../../lib/consortium/library.ts'
import type { Provider } from '../../../../lib/consortium/sign-in.ts'
import {
  type InvitingPorts,
  invitePeople,
  type NewSignIn,
  switchOff,
} from '../../../../lib/mail/outgoing/invite-people.ts'
import { librarian } from '../../members.ts'

const amy = librarian('amy', 'Amy', 'wren')
const ben = librarian('ben', 'Ben', 'hale')
const provider = (id: string, more: Partial<Provider> = {}): Provider => ({
  ...{ id, issuer: `https://${id}.example.org/oauth`, audience: 'desk', scopes: [], parameters: {}, addresses: 'any' },
  ...more,
})
const pool = provider('user-pool')
const ofWren = provider('wren-login', { speaksFor: { libraries: ['wren'], domains: [] } })

/** A directory that got these people at noon. */
function desk(people: readonly Librarian[], { providers = [pool], quota = 50 } = {}) {
  const state = new Map<string, 'begun' | 'invited'>()
  let due: { since: string; changes: number } | undefined = { since: '2026-11-27T12:00:00Z', changes: 1 }
  const mails: { readonly to: string; readonly text?: string }[] = []
  const switchedOff: string[] = []
  const failures: unknown[] = []
  let left = quota
  const ports: InvitingPorts = {
    invitees: {
      due: async () => due,
      uninvited: async () =>
        people
          .filter(({ email }) => state.get(email) !== 'invited')
          .map(({ id, email }): NewSignIn => ({ email, librarian: id, at: '2026-11-27T12:00:00Z' })),
      librarian: async id => people.find(one => one.id === id),
      libraryName: async () => 'Wren Library',
      has: async email => people.some(one => one.email === email),
      begin: async ({ email }) => !state.has(email) && state.set(email, 'begun') !== undefined,
      settle: async ({ email }) => void state.set(email, 'invited'),
      giveUp: async ({ email }) => void state.delete(email),
      finish: async () => {
        due = undefined
      },
    },
    providers,
    consortium: 'Two Rivers',
    pool: {
      invite: async to => {
        if (left-- <= 0) return 'over-quota'
        mails.push({ to })
        return 'invited'
      },
      enable: async () => {},
      disable: async email => void switchedOff.push(email),
    },
    post: async (to, { text }) => {
      mails.push({ to, text })
      return 'sent'
    },
    log: { failed: (_what, _session, error) => void failures.push(error instanceof Error && error.name) },
    now: () => 0,
  }
  return { ports, mails, switchedOff, failures, isDue: () => due !== undefined, more: () => (left = 50) }
}

describe('people who are new in the directory', () => {
  it('get a first password of the user pool, once', async () => {
    const { ports, mails, isDue } = desk([amy, ben])
    expect(await invitePeople(ports, 1)).toEqual({ invited: 2, waiting: 0 })
    expect(isDue()).toBe(false)
    expect(await invitePeople(ports, 1)).toEqual({ invited: 0, waiting: 0 })
    expect(mails.map(({ to }) => to)).toEqual([amy.email, ben.email])
  })

  it('get no mail twice, where two runs meet', async () => {
    const { ports, mails } = desk([amy, ben])
    await Promise.all([invitePeople(ports, 1), invitePeople(ports, 1)])
    expect(mails.map(({ to }) => to).sort()).toEqual([amy.email, ben.email])
  })

  it('are told how to sign in with the provider of their own library, and get no password', async () => {
    const { ports, mails } = desk([amy, ben], { providers: [pool, ofWren] })
    await invitePeople(ports, 1)
    const [toAmy, toBen] = mails
    expect(toAmy?.text?.replaceAll('\n', ' ')).toContain(
      'Amy, you are now a librarian at the chat reference desk of Two Rivers, for Wren Library.',
    )
    expect(toAmy?.text).toContain('wren-login (wren-login.example.org)')
    expect(toBen).toEqual({ to: ben.email })
  })

  it('wait for another day if the quota is used up, and are invited then', async () => {
    const { ports, mails, failures, isDue, more } = desk([amy, ben], { quota: 1 })
    expect(await invitePeople(ports, 1)).toEqual({ invited: 1, waiting: 1 })
    expect(failures).toEqual(['OverQuota'])
    expect(isDue()).toBe(true)
    more()
    expect(await invitePeople(ports, 1)).toEqual({ invited: 1, waiting: 0 })
    expect(mails.map(({ to }) => to)).toEqual([amy.email, ben.email])
  })

  it('are not kept waiting by somebody who cannot be invited', async () => {
    const { ports, mails, isDue } = desk([amy, ben], { providers: [ofWren, pool] })
    const post: InvitingPorts['post'] = () => Promise.reject(new Error('Email address is not verified.'))
    expect(await invitePeople({ ...ports, post }, 1)).toEqual({ invited: 1, waiting: 1 })
    expect(mails.map(({ to }) => to)).toEqual([ben.email])
    expect(isDue()).toBe(true)
    expect(await invitePeople(ports, 1)).toEqual({ invited: 1, waiting: 0 })
  })

  it('wait for the next run if there is no time left', async () => {
    const { ports, isDue } = desk([amy, ben])
    expect(await invitePeople(ports, 0)).toEqual({ invited: 0, waiting: 2 })
    expect(isDue()).toBe(true)
  })

  it('who have left already get no mail, and hold nobody up', async () => {
    const { ports, mails, isDue } = desk([amy])
    const librarian = async () => undefined
    expect(await invitePeople({ ...ports, invitees: { ...ports.invitees, librarian } }, 1)).toEqual({
      invited: 0,
      waiting: 0,
    })
    expect(mails).toEqual([])
    expect(isDue()).toBe(false)
  })
})

it('an address that has left is switched off, unless the directory has it again', async () => {
  const { ports, switchedOff } = desk([amy])
  await switchOff(ports, ['old@wren.example.org', amy.email])
  expect(switchedOff).toEqual(['old@wren.example.org'])
})
