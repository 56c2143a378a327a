import { expect, test } from 'vitest'
import type { Consortium } from '../../../lib/consortium/consortium.ts'
import { parseConsortium } from '../../../lib/consortium/parse.ts'
import { warningsAbout } from '../../../lib/consortium/warnings.ts'

const consortium = (role: string): Consortium => {
  const library = (id: string) =>
    `{ id: ${id}, name: ${id}, time-zone: UTC, mailbox: ask@${id}.example.org, origins: [] }`
  const read = parseConsortium(`
name: Consortium
settings: { sender: desk@consortium.example.org }
libraries: [${library('wren')}, ${library('hale')}]
librarians: [{ id: ada, name: Ada, email: ada@wren.example.org, library: wren, role: ${role} }]
`)
  if ('problems' in read) throw new Error(read.problems[0]?.sentence)
  return read.consortium
}

test('a consortium with an administrator is warned of nothing', () => {
  expect(warningsAbout(consortium('consortium-administrator'))).toEqual([])
})

test('without one, the check says so, and names the libraries that have none of their own either', () => {
  const none = 'Nobody has the role consortium-administrator'
  expect(warningsAbout(consortium('library-administrator'))).toEqual([expect.stringContaining(none)])
  expect(warningsAbout(consortium('library-administrator'))[0]).toMatch(/: hale\.$/)
  expect(warningsAbout(consortium('librarian'))[0]).toMatch(/: wren, hale\.$/)
})
