import * as v from 'valibot'
import { administratorShown, problem, settingsShown } from '../lib/protocol/out/http.ts'
import { DeskRefusal } from './desk-http.ts'
import type { TokenSource } from './sign-in.ts'

/** The settings of one library, the people in it, and who changed them. */
export type Settings = v.InferOutput<typeof settingsShown>

/** Some keys of the consortium file with their new values. Null goes back to the default. */
export type SettingsChange = Readonly<Record<string, unknown>>

const refusal = v.pick(problem, ['code', 'reason', 'faults', 'changes', 'settings'])

/** The desk did not change anything. `code` is its refusal, or `no-answer`. */
export interface NotChanged extends v.InferOutput<typeof refusal> {}

export type SettingsOutcome = { readonly settings: Settings } | { readonly no: NotChanged }

/** What administrators read and change. */
export interface SettingsClient {
  /** Who somebody is to the settings, and the libraries that they administer. Throws DeskRefusal. */
  administered(): Promise<v.InferOutput<typeof administratorShown>>
  /** Throws DeskRefusal. */
  read(library: string): Promise<Settings>
  change(library: string, version: string, change: SettingsChange): Promise<SettingsOutcome>
  invite(library: string, person: SettingsChange): Promise<SettingsOutcome>
  changePerson(librarian: string, version: string, change: SettingsChange): Promise<SettingsOutcome>
  remove(librarian: string, version: string): Promise<SettingsOutcome>
}

export function settingsClient(http: string, tokens: TokenSource): SettingsClient {
  const send = async (path: string, body: object | undefined, again: boolean): Promise<Response> => {
    const { idToken, accessToken } = await tokens(again)
    return fetch(`${http}/settings${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${idToken}`,
        ...(accessToken !== undefined && { 'x-access-token': accessToken }),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
  }

  /** A sign-in that ran out on its way is renewed once. */
  const asked = async (path: string, body?: object): Promise<unknown> => {
    const first = await send(path, body, false)
    const answer = first.status === 401 ? await send(path, body, true) : first
    const said: unknown = await answer.json().catch(() => undefined)
    if (answer.ok) return said
    throw new NotDone(answer.status, v.safeParse(refusal, said))
  }

  const tried = async (path: string, body: object): Promise<SettingsOutcome> => {
    try {
      return { settings: v.parse(settingsShown, await asked(path, body)) }
    } catch (error) {
      if (error instanceof NotDone) return { no: error.no }
      // The sign-in has ended, and its provider wants to see the person again.
      if (error instanceof DeskRefusal) return { no: { code: error.code, reason: error.message } }
      // fetch throws a TypeError if nobody answers.
      if (error instanceof TypeError) return { no: { code: 'no-answer', reason: '' } }
      throw error
    }
  }

  const part = encodeURIComponent
  return {
    administered: async () => v.parse(administratorShown, await asked('')),
    read: async library => v.parse(settingsShown, await asked(`/libraries/${part(library)}`)),
    change: (library, version, change) => tried(`/libraries/${part(library)}`, { version, change }),
    invite: (library, person) => tried(`/libraries/${part(library)}/people`, { person }),
    changePerson: (librarian, version, change) => tried(`/people/${part(librarian)}`, { version, change }),
    remove: (librarian, version) => tried(`/people/${part(librarian)}/removal`, { version }),
  }
}

class NotDone extends DeskRefusal {
  readonly no: NotChanged

  constructor(status: number, said: v.SafeParseResult<typeof refusal>) {
    const no = said.success ? said.output : { code: 'no-answer', reason: `The desk answered ${status}.` }
    super(status, no.code, no.reason)
    this.no = no
  }
}
