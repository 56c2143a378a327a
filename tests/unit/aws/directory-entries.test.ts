import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { entryVersion } from '../../../lib/aws/directory-entries.ts'
import { directoryEntries } from '../../../lib/consortium/entries.ts'
import { parseConsortium } from '../../../lib/consortium/parse.ts'

it('every entry of a consortium has a version that it is written with', () => {
  const read = parseConsortium(readFileSync('examples/consortium.yaml', 'utf8'))
  const entries = 'consortium' in read ? directoryEntries(read.consortium) : []
  expect(entries.length).toBeGreaterThan(0)
  for (const { entry } of entries) expect(entryVersion(entry).version, entry).toBeGreaterThan(0)
})
