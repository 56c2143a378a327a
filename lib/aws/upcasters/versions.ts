import type { Upcaster } from '../stored/shape.ts'
import { ownerOfVersion1 } from './follow-up-entry-1.ts'
import { roleOfVersion2 } from './librarian-2.ts'
import { policyOfVersion1 } from './library-1.ts'
import { poolsOfVersion2 } from './queue-entry-2.ts'
import { wordsOfVersion1 } from './step-1.ts'
import { verifiedOfVersion2 } from './step-2.ts'
import { unversioned } from './unversioned.ts'
import { wakeOfVersion1 } from './wake-1.ts'

/**
 * The upcasters of each kind of item, oldest first. Their number is the version that is written. They are not kept with the
 * schemas, so that a function that only writes an item does not carry its schema.
 */
export const stepUpcasters: readonly Upcaster[] = [wordsOfVersion1, verifiedOfVersion2]
export const queueEntryUpcasters: readonly Upcaster[] = [unversioned, poolsOfVersion2]
export const onDutyUpcasters: readonly Upcaster[] = [unversioned]
export const inPoolUpcasters: readonly Upcaster[] = [unversioned]
export const libraryUpcasters: readonly Upcaster[] = [policyOfVersion1]
export const librarianUpcasters: readonly Upcaster[] = [unversioned, roleOfVersion2]
export const directoryUpcasters: readonly Upcaster[] = [unversioned]
export const signInUpcasters: readonly Upcaster[] = [unversioned]
export const staffNameUpcasters: readonly Upcaster[] = [unversioned]
export const historyUpcasters: readonly Upcaster[] = [unversioned]
export const removedUpcasters: readonly Upcaster[] = [unversioned]
export const followUpEntryUpcasters: readonly Upcaster[] = [ownerOfVersion1]
export const sentOnEntryUpcasters: readonly Upcaster[] = [unversioned]
export const steppedBackEntryUpcasters: readonly Upcaster[] = [unversioned]
export const ticketUpcasters: readonly Upcaster[] = [unversioned]
export const sourceUpcasters: readonly Upcaster[] = [unversioned]
export const roomMessageUpcasters: readonly Upcaster[] = [unversioned]
export const factsUpcasters: readonly Upcaster[] = [unversioned]
export const mailboxUpcasters: readonly Upcaster[] = [unversioned]
export const invitationUpcasters: readonly Upcaster[] = [unversioned]
export const mailboxRunUpcasters: readonly Upcaster[] = [unversioned]
export const watchedUpcasters: readonly Upcaster[] = [unversioned]
export const timerTokenUpcasters: readonly Upcaster[] = [unversioned]
export const wakeUpcasters: readonly Upcaster[] = [wakeOfVersion1]

/** The version in which this release writes each kind of item, e.g. `librarian 2, step 1`. A stack records it in its outputs. */
export function itemVersions(): string {
  const kinds = {
    step: stepUpcasters,
    'queue-entry': queueEntryUpcasters,
    'on-duty': onDutyUpcasters,
    'in-pool': inPoolUpcasters,
    library: libraryUpcasters,
    librarian: librarianUpcasters,
    directory: directoryUpcasters,
    'sign-in': signInUpcasters,
    'staff-name': staffNameUpcasters,
    removed: removedUpcasters,
    history: historyUpcasters,
    'follow-up-entry': followUpEntryUpcasters,
    facts: factsUpcasters,
    'sent-on-entry': sentOnEntryUpcasters,
    'stepped-back-entry': steppedBackEntryUpcasters,
    ticket: ticketUpcasters,
    source: sourceUpcasters,
    'room-message': roomMessageUpcasters,
    mailbox: mailboxUpcasters,
    'mailbox-run': mailboxRunUpcasters,
    invitation: invitationUpcasters,
    watched: watchedUpcasters,
    'timer-token': timerTokenUpcasters,
    wake: wakeUpcasters,
  }
  return Object.entries(kinds)
    .map(([kind, upcasters]) => `${kind} ${upcasters.length}`)
    .sort()
    .join(', ')
}
