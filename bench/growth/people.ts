import { defaultLimits, type Librarian, type Library } from '../../lib/consortium/library.ts'
import type { OnDuty } from '../../lib/desk/ports.ts'
import { defaultTiming } from '../../lib/session/timing.ts'

/** A library that never closes, whose ladder goes from its own pool to the cooperative's. */
export const wren: Library = {
  id: 'wren',
  name: 'Wren Public Library',
  timeZone: 'America/New_York',
  mailbox: 'questions@wren.example.org',
  origins: [],
  groups: ['lakes'],
  ladder: [
    { pool: 'library:wren', after: 0 },
    { pool: 'group:lakes', after: 30_000 },
    { pool: 'cooperative', after: 60_000 },
  ],
  hours: [],
  closedDays: [],
  followUps: {
    escalation: 'head@wren.example.org',
    answersFrom: ['wren.example.org'],
    remindBefore: 1,
    escalateAfter: 2,
    answerWithin: 5,
    postponedDaysMax: 60,
  },
  // The limit is high enough for a thousand patrons to wait.
  limits: { ...defaultLimits, waiting: 5_000, waitingEverywhere: 5_000 },
  timing: defaultTiming,
  namesInstitution: true,
  greeting: "Hi {patron}, I'm {librarian}. I'm reading your question.",
  goodbye: 'Thank you for asking {patronLibrary}.',
  scripts: [],
}

const pools = ['library:wren', 'group:lakes', 'cooperative']

function librarian(id: string): Librarian {
  return {
    id,
    name: `${id} from Wren`,
    email: `${id}@wren.example.org`,
    library: wren.id,
    pools,
    role: 'librarian',
    limit: 3,
    scripts: [],
  }
}

/** The two librarians for whom everything is counted. */
export const rob = librarian('rob')
export const ann = librarian('ann')

/** A librarian who is on duty for all of their pools. */
export function onDuty({ id, name, library, limit }: Librarian): OnDuty {
  return { librarian: id, name, library, pools, limit, connection: `${id}-1`, dutyLimit: defaultTiming.dutyLimit }
}

/** Any other librarian on duty. */
export const colleague = (i: number): Librarian => librarian(`colleague-${String(i).padStart(4, '0')}`)
