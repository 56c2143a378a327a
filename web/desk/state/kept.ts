import type { Briefing } from './shift.ts'

/**
 * What a tab keeps over a reload or a new sign-in: what was begun and not sent, and what came with a session and comes only once.
 * It is gone with the tab, and with the session.
 */
interface Kept {
  draft(session: string): string
  keepDraft(session: string, draft: string): void
  briefing(session: string): Briefing | undefined
  keepBriefing(session: string, briefing: Briefing): void
  forget(session: string): void
  /** Whether this tab was on duty when it was loaded anew, and for which pools. */
  wasOnDuty(): boolean
  keepDuty(isOn: boolean): void
}

const read = (key: string): string | undefined => {
  try {
    return sessionStorage.getItem(key) ?? undefined
  } catch {
    return undefined
  }
}

/** A browser may allow no storage, or have none left. The desk works all the same. */
const write = (key: string, value: string | undefined): void => {
  try {
    if (value === undefined) sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, value)
  } catch {
    // There is nothing to be done about it.
  }
}

const draftOf = (session: string) => `coopdesk.draft.${session}`
const briefingOf = (session: string) => `coopdesk.briefing.${session}`
const dutyKey = 'coopdesk.duty'

export const kept: Kept = {
  draft: session => read(draftOf(session)) ?? '',
  keepDraft: (session, draft) => write(draftOf(session), draft || undefined),
  briefing: session => {
    const text = read(briefingOf(session))
    return text === undefined ? undefined : JSON.parse(text)
  },
  keepBriefing: (session, briefing) => write(briefingOf(session), JSON.stringify(briefing)),
  forget: session => {
    write(draftOf(session), undefined)
    write(briefingOf(session), undefined)
  },
  wasOnDuty: () => read(dutyKey) === 'on',
  keepDuty: isOn => write(dutyKey, isOn ? 'on' : undefined),
}
