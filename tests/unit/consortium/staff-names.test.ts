import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parseConsortium } from '../../../lib/consortium/parse.ts'
import { glimpse, staffNames } from '../../../lib/consortium/staff-names.ts'

const read = parseConsortium(readFileSync('examples/consortium.yaml', 'utf8'))
const known = 'consortium' in read ? staffNames(read.consortium) : []
const isStaff = (name: string) => known.includes(glimpse(name))

it.each([
  'Rob from State College',
  'rob  FROM state college',
  'R\u200bob from State College',
  'Rоb frоm Stаte Cоllege',
  'R0b from State Co11ege',
  'Rób from State-College',
  'Library Staff',
  'L1BRARY STAFF',
  'Riverside Public Library',
  'Coopdesk',
])('%j is mistaken for somebody who answers', name => {
  expect(isStaff(name)).toBe(true)
})

it.each(['Rob', 'Jane', 'State College', 'Rob from Ohio', 'Ада Лавлейс', '李雷', 'Stafford', ''])(
  '%j is anybody’s',
  name => {
    expect(isStaff(name)).toBe(false)
  },
)
