import type { Push, Reply } from '../lib/protocol/frames-out.ts'

export type Status = Extract<Reply, { type: 'resumed' }>['status']

/** How sessions stand, as far as a client was told. */
export interface SessionStatuses {
  heard(frame: Push | Reply): void
  of(session: string): Status | undefined
}

/** What each frame says of how its session stands. */
const statusBy: Readonly<Partial<Record<(Push | Reply)['type'], Status>>> = {
  'librarian-joined': 'active',
  'picked-up': 'active',
  transferred: 'active',
  rescued: 'active',
  'back-in-queue': 'waiting',
  ended: 'closed',
  closed: 'closed',
}

/** Keeps how sessions stand, so that a push that was lost is noticed. */
export function sessionStatuses(): SessionStatuses {
  const statuses = new Map<string, Status>()
  return {
    of: session => statuses.get(session),
    heard: frame => {
      const status = frame.type === 'resumed' ? frame.status : statusBy[frame.type]
      if (status && 'session' in frame && typeof frame.session === 'string') statuses.set(frame.session, status)
    },
  }
}
