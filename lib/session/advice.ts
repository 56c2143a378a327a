import type { Advice, Spoken } from '../practice/message.ts'
import { advise, adviseClosing } from '../practice/practice.ts'
import type { Event } from './events.ts'
import { type ActiveSession, librarianHere, type Session } from './state.ts'

/** Advice on a librarian's message, given the session before it. It never stops anything. */
export function adviceOn(before: Session | undefined, said: Extract<Event, { type: 'Said' }>): readonly Advice[] {
  if (said.from.role === 'patron' || before?.status !== 'active') return []
  const { signs } = before
  const librarian = librarianHere(before, said.from.id) ?? before.librarian
  const { kind, text, resource, script } = said
  const spoken: Spoken = { text, ...(kind && { kind }), ...(resource && { resource }), ...(script && { script }) }
  const context = {
    first: before.librarian.greetedAt === undefined,
    librarian: librarian.name,
    nameInstitution: librarian.unnamedInstitution === undefined,
    ...(librarian.unnamedInstitution && { institution: librarian.unnamedInstitution }),
    asked: signs.includes('asks'),
  }
  return advise(spoken, context)
}

/** Advice before closing (R15). */
export function adviceOnClosing({ signs }: ActiveSession): readonly Advice[] {
  const feedbackAsked = signs.includes('asks-feedback') || signs.includes('asks-if-complete')
  return adviseClosing({ resourceSent: signs.includes('resource'), feedbackAsked })
}
