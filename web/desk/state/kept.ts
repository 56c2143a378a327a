/**
 * What a tab keeps over a reload or a new sign-in: what was begun and not sent. It is gone with the tab, and with the session.
 */
interface Kept {
  draft(session: string): string
  keepDraft(session: string, draft: string): void
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
const dutyKey = 'coopdesk.duty'

export const kept: Kept = {
  draft: session => read(draftOf(session)) ?? '',
  keepDraft: (session, draft) => write(draftOf(session), draft || undefined),
  forget: session => {
    write(draftOf(session), undefined)
  },
  wasOnDuty: () => read(dutyKey) === 'on',
  keepDuty: isOn => write(dutyKey, isOn ? 'on' : undefined),
}
