import type { SignIns } from '../access/sign-ins.ts'
import type { Batch } from '../consortium/apply.ts'
import type { InDirectory } from '../consortium/as-file.ts'
import type { FileBase } from '../consortium/change.ts'
import type { StoredEntry, Written } from '../consortium/directory.ts'
import type { PastChange } from '../consortium/history.ts'
import type { Directory, Log, Mailboxes, MailboxRuns } from '../desk/ports.ts'

/** The directory as administrators see and change it. */
export interface SettingsStore {
  /** Everything in it at this moment. The cost grows with the directory, so only settings are read this way. */
  read(): Promise<Members>
  /** The newest changes of a library, the newest first. */
  history(library: string): Promise<readonly PastChange[]>
  /** Writes the batch whole, unless something in it has been changed since it was read. */
  write(batch: Batch, by: Written): Promise<'written' | 'changed-meanwhile'>
}

export interface Members extends InDirectory {
  readonly stored: readonly StoredEntry[]
}

export interface SettingsPorts {
  /** The origin of the desk's own pages. @default - the desk has none */
  readonly pages?: string
  readonly signIns: SignIns
  readonly directory: Pick<Directory, 'librarianBySignIn'>
  readonly store: SettingsStore
  /** What the consortium file says beside its members. */
  readonly base: FileBase
  readonly mailboxes: Pick<Mailboxes, 'learnt'>
  readonly runs: Pick<MailboxRuns, 'file'>
  /** Takes somebody off duty who has left, and has their patrons wait for somebody else. */
  leave(librarian: string, at: number): Promise<void>
  /** Switches an address off in the user pool. @default - there is no user pool */
  readonly switchOff?: ((email: string) => Promise<void>) | undefined
  readonly log: Log
}
