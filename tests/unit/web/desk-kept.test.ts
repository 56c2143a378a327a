import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { keepFor, kept } from '../../../web/desk/state/kept.ts'

/** The storage of a tab, whose keys are properties as in a browser. */
const storage = {
  getItem(this: Record<string, unknown>, key: string) {
    return this[key] ?? null
  },
  setItem(this: Record<string, unknown>, key: string, value: string) {
    this[key] = value
  },
  removeItem(this: Record<string, unknown>, key: string) {
    delete this[key]
  },
}

beforeEach(() => void vi.stubGlobal('sessionStorage', Object.create(storage)))
afterEach(() => void vi.unstubAllGlobals())

const resource = { url: '', title: '', path: '', policyPage: false }

it('what somebody has begun in a tab is there when they sign in again', () => {
  keepFor('rob')
  kept.keepDraft('jane', { kind: 'note', text: 'She is upset.', resource })
  kept.keepDuty(true)
  keepFor('rob')
  expect([kept.draft('jane')?.text, kept.wasOnDuty()]).toEqual(['She is upset.', true])
})

it('nothing of it is there for somebody else who signs in after them', () => {
  keepFor('rob')
  kept.keepDraft('jane', { kind: 'note', text: 'She is upset.', resource })
  kept.keepDuty(true)
  sessionStorage.setItem('coopdesk.begun.staff-room', 'Who knows')
  sessionStorage.setItem('coopdesk.provider', 'own')
  keepFor('nancy')
  expect([kept.draft('jane'), kept.wasOnDuty()]).toEqual([undefined, false])
  expect(sessionStorage.getItem('coopdesk.begun.staff-room')).toBeNull()
  expect(sessionStorage.getItem('coopdesk.provider')).toBe('own')
})
