import { DeleteCommand, GetCommand, PutCommand, paginateScan } from '@aws-sdk/lib-dynamodb'
import * as v from 'valibot'
import { entryKey } from '../consortium/library.ts'
import type { Invitees, NewSignIn } from '../mail/outgoing/invite-people.ts'
import type { Documents } from './documents.ts'
import { librarianEntry, libraryEntry } from './stored/directory.ts'
import { opened } from './stored/open.ts'
import { versionOf } from './stored/shape.ts'
import { invitationUpcasters } from './upcasters/versions.ts'

/** A function that began an invitation has ended after this time, ms. */
const begunForMs = 900_000

const due = v.looseObject({ since: v.string(), changes: v.number() })
const signIn = v.looseObject({ librarian: v.string(), written: v.looseObject({ at: v.string() }) })
const invited = v.looseObject({ for: v.string(), state: v.picklist(['begun', 'invited']) })

/** Who has been invited, in entries of the Directory table that belong to no consortium file. */
export function invitees(documents: Documents, table: string): Invitees {
  const read = async (entry: string) => {
    const found = new GetCommand({ TableName: table, Key: { entry }, ConsistentRead: true })
    return (await documents.send(found)).Item
  }
  const put = (who: NewSignIn, state: 'begun' | 'invited', at: number) => ({
    TableName: table,
    Item: { entry: entryKey.invited(who.email), for: who.at, state, at, ...versionOf(invitationUpcasters) },
  })
  return {
    due: async () => {
      const item = await read(entryKey.invitations())
      return item && v.parse(due, item)
    },

    async uninvited(since) {
      const [signIns, done] = [new Map<string, NewSignIn>(), new Map<string, string>()]
      for await (const { Items = [] } of paginateScan(
        { client: documents },
        { TableName: table, ConsistentRead: true },
      ))
        for (const item of Items) {
          const { entry } = item
          if (typeof entry !== 'string') continue
          const [as, before] = [v.safeParse(signIn, item), v.safeParse(invited, item)]
          if (entry.startsWith(signInKind) && as.success && as.output.written.at >= since) {
            const email = entry.slice(signInKind.length)
            signIns.set(email, { email, librarian: as.output.librarian, at: as.output.written.at })
          }
          if (entry.startsWith(invitedKind) && before.success && before.output.state === 'invited')
            done.set(entry.slice(invitedKind.length), before.output.for)
        }
      return [...signIns.values()].filter(({ email, at }) => (done.get(email) ?? '') < at)
    },

    librarian: async id => {
      const item = await read(entryKey.librarian(id))
      return item && opened(librarianEntry, item, id).librarian
    },
    libraryName: async id => {
      const item = await read(entryKey.library(id))
      return item ? opened(libraryEntry, item, id).library.name : id
    },
    has: async email => (await read(entryKey.signIn(email))) !== undefined,

    async begin(who, at) {
      const unless = 'attribute_not_exists(entry) OR #for < :for OR (#state = :begun AND #at < :stale)'
      const begun = new PutCommand({
        ...put(who, 'begun', at),
        ConditionExpression: unless,
        ExpressionAttributeNames: { '#for': 'for', '#state': 'state', '#at': 'at' },
        ExpressionAttributeValues: { ':for': who.at, ':begun': 'begun', ':stale': at - begunForMs },
      })
      return unlessRefused(() => documents.send(begun))
    },
    settle: async (who, at) => void (await documents.send(new PutCommand(put(who, 'invited', at)))),
    giveUp: async who => {
      await documents.send(new DeleteCommand({ TableName: table, Key: { entry: entryKey.invited(who.email) } }))
    },

    async finish({ changes }) {
      const over = new DeleteCommand({
        TableName: table,
        Key: { entry: entryKey.invitations() },
        ConditionExpression: '#changes = :changes',
        ExpressionAttributeNames: { '#changes': 'changes' },
        ExpressionAttributeValues: { ':changes': changes },
      })
      await unlessRefused(() => documents.send(over))
    },
  }
}

const signInKind = entryKey.signIn('')
const invitedKind = entryKey.invited('')

/** Whether a conditional write went through. */
async function unlessRefused(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write()
    return true
  } catch (error) {
    if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return false
    throw error
  }
}

/** The update that has people invited, for the transaction that adds their sign-ins. */
export function invitationsDue(TableName: string, at: string) {
  return {
    TableName,
    Key: { entry: entryKey.invitations() },
    UpdateExpression: 'SET #since = if_not_exists(#since, :at), #version = :version ADD #changes :one',
    ExpressionAttributeNames: { '#since': 'since', '#version': 'version', '#changes': 'changes' },
    ExpressionAttributeValues: { ':at': at, ':version': versionOf(invitationUpcasters).version, ':one': 1 },
  }
}
