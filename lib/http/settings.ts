import * as v from 'valibot'
import { type Administered, whyNotAdminister } from '../access/administration.ts'
import { planned } from '../consortium/apply.ts'
import { type Edit, edited, type KeyChanges } from '../consortium/change.ts'
import type { Written } from '../consortium/directory.ts'
import { changedSince } from '../consortium/history.ts'
import { entryKey, type Librarian, type Role, roles } from '../consortium/library.ts'
import { addressesGone, librariansGone, mailboxesMoved } from '../consortium/news.ts'
import { nextRun } from '../desk/mailbox-schedule.ts'
import { firstProblem } from '../protocol/fields-in.ts'
import { newPerson, removal, settingsChange } from '../protocol/settings.ts'
import type { HttpRoutes, JsonResponse, Request, Response } from './route.ts'
import type { Members, SettingsPorts } from './settings-desk.ts'
import { keysFor, settingsOf, versionOf, versionWritten } from './settings-shown.ts'
import { notLetInTo, whoSignsIn } from './sign-in.ts'
import { mayOpen, refused } from './ticket.ts'

/** Who asks, and the directory at this moment. */
interface Asking extends Members {
  readonly me: Librarian
  readonly request: Request
}

/** Administrators read and change the settings of libraries and of the people in them, with the sign-in of a librarian. */
export function settingsRoutes(ports: SettingsPorts): HttpRoutes {
  return {
    'GET /settings': asLibrarian(ports, async ({ me, libraries }) => {
      if (me.role === 'librarian') return refused(403, 'administrators-only')
      const theirs = libraries.filter(({ id }) => whyNotAdminister(me, { library: id }) === undefined)
      const { id: librarian, name, role } = me
      return { status: 200, body: { librarian, name, role, libraries: theirs.map(({ id, name }) => ({ id, name })) } }
    }),

    'GET /settings/libraries/{library}': asLibrarian(ports, async asking => {
      const library = asking.request.path.library ?? ''
      return notFor(asking, { library }) ?? shown(ports, asking, library)
    }),

    'POST /settings/libraries/{library}': asLibrarian(ports, async asking => {
      const library = asking.request.path.library ?? ''
      const body = read(settingsChange, asking.request)
      if ('refusal' in body) return body.refusal
      const no = notFor(asking, { library })
      if (no) return no
      if (!asking.libraries.some(({ id }) => id === library)) return refused(404, 'no-such-library')
      const { version, change } = body.output
      if (isForConsortium(asking.me, change)) return refused(403, 'consortium-administrators-only')
      return changed(ports, asking, { edit: { library, change }, library, subject: entryKey.library(library), version })
    }),

    'POST /settings/libraries/{library}/people': asLibrarian(ports, async asking => {
      const library = asking.request.path.library ?? ''
      const body = read(newPerson, asking.request)
      if ('refusal' in body) return body.refusal
      const { person } = body.output
      const no = notFor(asking, { library, role: roleIn(person, 'librarian') })
      if (no) return no
      if (!asking.libraries.some(({ id }) => id === library)) return refused(404, 'no-such-library')
      const edit = { librarian: notYetThere, change: { ...person, library } }
      return changed(ports, asking, { edit, library, status: 201 })
    }),

    'POST /settings/people/{librarian}': asLibrarian(ports, async asking => {
      const body = read(settingsChange, asking.request)
      if ('refusal' in body) return body.refusal
      const person = asking.librarians.find(({ id }) => id === asking.request.path.librarian)
      if (!person) return nobody(asking)
      const { version, change } = body.output
      const library = typeof change.library === 'string' ? change.library : person.library
      const no =
        notFor(asking, { library: person.library, role: person.role }) ??
        notFor(asking, { library, role: roleIn(change, person.role) })
      if (no) return no
      if ('id' in change) return wrong([{ path: ['id'], sentence: 'The id of a person does not change.' }])
      const edit = { librarian: person.id, change }
      return changed(ports, asking, { edit, library, subject: entryKey.librarian(person.id), version })
    }),

    'POST /settings/people/{librarian}/removal': asLibrarian(ports, async asking => {
      const body = read(removal, asking.request)
      if ('refusal' in body) return body.refusal
      const person = asking.librarians.find(({ id }) => id === asking.request.path.librarian)
      if (!person) return nobody(asking)
      const { id: librarian, library, role } = person
      const no = notFor(asking, { library, role })
      if (no) return no
      const { version } = body.output
      return changed(ports, asking, { edit: { librarian }, library, subject: entryKey.librarian(librarian), version })
    }),
  }
}

/** Somebody who signs in is looked up in the directory of this moment: a role that was taken away counts no more. */
function asLibrarian(ports: SettingsPorts, answer: (asking: Asking) => Promise<Response>): HttpRoutes[string] {
  return async request => {
    const who = await whoSignsIn(ports, request)
    if ('no' in who) return notLetInTo(who.no)
    const members = await ports.store.read()
    const me = members.librarians.find(({ id }) => id === who.librarian.id)
    const own = me && members.libraries.find(({ id }) => id === me.library)
    if (!me || !own) return refused(403, 'left-consortium')
    if (!mayOpen(ports, own, request)) return refused(403, 'wrong-origin')
    return answer({ ...members, me, request })
  }
}

function read<S extends v.GenericSchema>(
  schema: S,
  { body }: Request,
): { readonly output: v.InferOutput<S> } | { readonly refusal: Response } {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), body)
  return parsed.success
    ? { output: parsed.output }
    : { refusal: refused(400, 'bad-frame', firstProblem(parsed.issues)) }
}

function notFor({ me }: Asking, what: Administered): JsonResponse | undefined {
  const no = whyNotAdminister(me, what)
  return no && refused(403, no)
}

/** Only an administrator hears who is not in the consortium. */
function nobody({ me }: Asking): Response {
  return me.role === 'librarian' ? refused(403, 'administrators-only') : refused(404, 'no-such-person')
}

/** Whether a change names a key that concerns other libraries, too. What is no key at all, the check says. */
function isForConsortium(me: Librarian, change: KeyChanges): boolean {
  const [own, every] = [keysFor(me), keysFor({ role: 'consortium-administrator' })]
  return Object.keys(change).some(key => every.includes(key) && !own.includes(key))
}

/** The role that somebody is to have. What is no role, the check says. */
function roleIn({ role }: KeyChanges, otherwise: Role): Role {
  if (role === null) return 'librarian'
  return roles.find(each => each === role) ?? otherwise
}

function wrong(
  faults: readonly { readonly path: readonly (string | number)[]; readonly sentence: string }[],
): Response {
  const { status, body } = refused(400, 'settings-wrong', faults.map(({ sentence }) => sentence).join(' '))
  return { status, body: { ...body, faults } }
}

/** Nobody has this id, so a person is added, and the check of the file says whose id is used twice. */
const notYetThere = ''

async function shown(ports: SettingsPorts, asking: Asking, library: string, status = 200): Promise<Response> {
  const settings = await settingsOf(ports, asking, asking.me, library, asking.request.at)
  return settings ? { status, body: settings } : refused(404, 'no-such-library')
}

interface Wanted {
  readonly edit: Edit
  /** The library that is shown afterwards. */
  readonly library: string
  /** What `version` is a version of. Something new has none. */
  readonly subject?: string
  readonly version?: string
  readonly status?: number
}

/** Makes a change that its sender may make, as a file would be applied, and does what follows from it. */
async function changed(ports: SettingsPorts, asking: Asking, wanted: Wanted, tries = 3): Promise<Response> {
  const { edit, library, subject, version, status } = wanted
  if (subject !== undefined && version !== versionOf(asking.stored, subject)) return stale(ports, asking, wanted)
  const outcome = edited(ports.base, asking.stored, asking, edit)
  if ('faults' in outcome) return wrong(outcome.faults)
  const { changes, members } = outcome
  if (administrators(asking) > 0 && administrators(members) === 0) return refused(409, 'last-administrator')
  const { at } = asking.request
  const moved = mailboxesMoved(changes)
  // Filing a mailbox that does not move after all has no effect; one that is not filed would not be tested.
  if (moved.length > 0) await ports.runs.file(nextRun(at), moved)
  const by = { at: new Date(at).toISOString(), by: `${asking.me.name} (${asking.me.id})`, through: 'browser' } as const
  const { batches } = planned(
    changes,
    changes.map(each => each.subject),
  )
  for (const batch of batches)
    if ((await ports.store.write(batch, by)) === 'changed-meanwhile') {
      // It may have been something else in the same library. Whether it was this, the version says.
      const again = { ...asking, ...(await ports.store.read()) }
      return tries > 1 ? changed(ports, again, wanted, tries - 1) : stale(ports, again, wanted)
    }
  for (const librarian of librariansGone(changes))
    await carefully(ports, 'going off duty', librarian, () => ports.leave(librarian, at))
  for (const email of addressesGone(changes))
    await carefully(ports, 'switching off', '', async () => ports.switchOff?.(email))
  return shown(ports, { ...asking, ...(await ports.store.read()) }, library, status)
}

const administrators = ({ librarians }: Pick<Members, 'librarians'>): number =>
  librarians.filter(({ role }) => role === 'consortium-administrator').length

/** Somebody was faster, or the page is old: what has changed since, by whom, and what stands now. */
async function stale(ports: SettingsPorts, asking: Asking, { library, subject, version }: Wanted): Promise<Response> {
  const settings = await settingsOf(ports, asking, asking.me, library, asking.request.at)
  const wasSeen = (change: Written) => versionWritten(change) === version
  const changes = settings && subject !== undefined ? changedSince(settings.changes, subject, wasSeen) : []
  const { status, body } = refused(409, 'settings-changed', whoChanged(changes))
  return { status, body: { ...body, changes, ...(settings && { settings }) } }
}

function whoChanged(
  changes: readonly { readonly by: string; readonly fields: readonly string[] }[],
): string | undefined {
  const [newest] = changes
  if (!newest) return undefined
  const fields = [...new Set(changes.flatMap(change => change.fields))]
  return `${[...new Set(changes.map(({ by }) => by))].join(', ')}${fields.length > 0 ? `: ${fields.join(', ')}` : ''}.`
}

/** The change stands. What follows from it is also found out by itself, within a minute, so a failure takes nothing back. */
async function carefully({ log }: SettingsPorts, what: string, id: string, act: () => Promise<unknown>): Promise<void> {
  try {
    await act()
  } catch (error) {
    log.failed(what, id, error)
  }
}
