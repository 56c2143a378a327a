import { ulid } from 'ulid'
import { proofs } from '../lib/access/proofs.ts'
import { providersIn } from '../lib/access/providers.ts'
import { type Identity, type PatronIdentity, readPass, signPass, signTicket } from '../lib/access/tickets.ts'
import { bundledDocuments } from '../lib/aws/bundled-documents.ts'
import { documents } from '../lib/aws/documents.ts'
import { factsWriter } from '../lib/aws/facts.ts'
import { followUpWriter } from '../lib/aws/follow-up-list.ts'
import { httpFunction } from '../lib/aws/http-function.ts'
import { libraryDirectory } from '../lib/aws/library-directory.ts'
import { log } from '../lib/aws/log.ts'
import { openId } from '../lib/aws/open-id.ts'
import { rosterTable } from '../lib/aws/roster.ts'
import { sessionLog } from '../lib/aws/session-log.ts'
import { signingKey } from '../lib/aws/signing-key.ts'
import { socketConnections } from '../lib/aws/socket-connections.ts'
import { sourcesTable } from '../lib/aws/sources.ts'
import { followUpTimers, sessionTimers } from '../lib/aws/state-machine-timers.ts'
import { timerWatch } from '../lib/aws/timer-watch.ts'
import { queueWriter, waitingQueue } from '../lib/aws/waiting-queue.ts'
import { env, read, readIfSet } from '../lib/env.ts'
import { arrivals } from '../lib/http/admission.ts'
import { documentRoutes } from '../lib/http/documents.ts'
import { libraryPage } from '../lib/http/library-page.ts'
import { signInRoutes } from '../lib/http/sign-in.ts'

const db = documents()
const retentionDays = Number(read(env.retentionDays))
const key = signingKey(read(env.ticketSecret))

const directory = libraryDirectory(db, read(env.directoryTable))
const roster = rosterTable(db, read(env.rosterTable))
const queue = waitingQueue(db, read(env.queueTable))
const cdnSecret = readIfSet(env.cdnSecret)
const pagesUrl = readIfSet(env.pagesUrl)
const entrance = {
  ...(pagesUrl !== undefined && { pages: new URL(pagesUrl).origin }),
  tokens: {
    ticket: async (to: Identity, origin: string | undefined, again?: true) =>
      signTicket(await key(), to, origin, ulid(), again),
    pass: async (to: PatronIdentity) => signPass(await key(), to),
    readPass: async (pass: string) => readPass(await key(), pass),
  },
  socket: read(env.socketUrl),
}

const routes = {
  ...arrivals({
    ...entrance,
    sessions: sessionLog(db, {
      table: read(env.sessionsTable),
      retentionDays,
      jointWrites: [
        queueWriter(read(env.queueTable)),
        followUpWriter(read(env.followUpsTable), retentionDays),
        factsWriter(read(env.factsTable)),
      ],
    }),
    roster,
    directory,
    timers: { ...sessionTimers(read(env.sessionTimer)), ...followUpTimers(read(env.followUpTimer)) },
    sources: sourcesTable(db, read(env.sourcesTable)),
    proofs: proofs(key),
    queue,
    watch: timerWatch(db, read(env.timersTable)),
    connections: socketConnections(),
    log,
  }),
  ...libraryPage({ directory, roster, queue }),
  ...documentRoutes(bundledDocuments(import.meta.url)),
  ...signInRoutes({ ...entrance, directory, signIns: openId(providersIn(read(env.signIn))) }),
}

/** What happens before there is a socket: a page learns about its library, a patron asks or comes back, or a librarian signs in. */
export const handler = httpFunction(routes, undefined, cdnSecret === undefined ? undefined : signingKey(cdnSecret))
