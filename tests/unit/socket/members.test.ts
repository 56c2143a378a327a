import { expect, it } from 'vitest'
import { forMembers } from '../../../lib/socket/members.ts'
import { answered, type Caller, type Route } from '../../../lib/socket/route.ts'
import { memoryLog } from '../../memory/outside.ts'
import { at, directoryOf, librarian, library } from '../members.ts'

const wren = library('wren', 'Wren Library')
const rob = librarian('rob', 'Rob', 'wren')
const typed: Route = { action: 'typing', answer: async () => ({ type: 'typed', session: 's' }) }
const ofLibrarian = { role: 'librarian', library: 'wren', librarian: 'rob' } as const
const ofPatron = { role: 'patron', library: 'wren', session: 's' } as const

/** Somebody sends a frame to a desk whose directory knows these librarians. */
async function sends(identity: Caller['identity'], known: (typeof rob)[]) {
  const gone: string[] = []
  const routes = forMembers(directoryOf([wren], known), [typed], async ({ connection }) => void gone.push(connection))
  const caller = { identity, connection: 'c1', at }
  return { answer: await answered(routes, '{"action":"typing"}', caller, memoryLog().log), gone }
}

it('a librarian who was taken out of the directory is answered nothing any more, though still connected, and goes', async () => {
  const { answer, gone } = await sends(ofLibrarian, [])
  expect(answer).toMatchObject({ type: 'refused', code: 'left-consortium' })
  expect(gone).toEqual(['c1'])
})

it('everybody else is answered, patrons without a look into the directory', async () => {
  expect(await sends(ofLibrarian, [rob])).toMatchObject({ answer: { type: 'typed' }, gone: [] })
  expect(await sends(ofPatron, [])).toMatchObject({ answer: { type: 'typed' }, gone: [] })
})
