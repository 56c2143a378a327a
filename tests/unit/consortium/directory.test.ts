import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { planned } from '../../../lib/consortium/apply.ts'
import { changesBetween, type StoredEntry, type Written } from '../../../lib/consortium/directory.ts'
import { directoryEntries, type Entry } from '../../../lib/consortium/entries.ts'
import { parseConsortium } from '../../../lib/consortium/parse.ts'
import { saidDifferences, saidPlan } from '../../../operating/say.ts'
import { largeFile } from './large.ts'

const example = readFileSync('examples/consortium.yaml', 'utf8')
const byFile: Written = { at: '2026-11-27T10:00:00.000Z', by: 'it', through: 'file' }
const byNancy: Written = {
  at: '2026-11-27T14:02:11.000Z',
  by: 'nancy@valley-university.example.edu',
  through: 'browser',
}

function entriesOf(file: string): readonly Entry[] {
  const read = parseConsortium(file)
  if ('problems' in read) throw new Error(read.problems[0]?.sentence)
  return directoryEntries(read.consortium)
}

/** The directory as a file has loaded it. */
const loaded = (file: string): StoredEntry[] =>
  entriesOf(file).map(({ entry, ...content }) => ({ entry, content: structuredClone(content), written: byFile }))

const changedBy = (stored: readonly StoredEntry[], entry: string, written: Written): StoredEntry[] =>
  stored.map(one => (one.entry === entry ? { ...one, written } : one))

const batchesOf = (changes: ReturnType<typeof changesBetween>, overwrite: readonly string[] = []) =>
  planned(changes, overwrite).batches.map(({ library, changes: its }) => [library, its.map(({ entry }) => entry)])

describe('what a file would change', () => {
  test('nothing, where the directory says the same', () => {
    expect(changesBetween(entriesOf(example), loaded(example))).toEqual([])
  })

  test('what the desk has learnt itself is no file’s to change or to remove', () => {
    const learnt = [{ entry: 'mailbox:mesa', content: { acknowledges: true } }, { entry: 'desk:directory' }]
    expect(changesBetween(entriesOf(example), [...loaded(example), ...learnt])).toEqual([])
  })

  test('each key that differs, with what it is and what it would be', () => {
    const file = example.replace('limit: 4', 'limit: 5').replace('silence-warning: 90', 'silence-warning: 80')
    expect(saidDifferences(changesBetween(entriesOf(file), loaded(example)))).toEqual([
      'library:great-lakes',
      '    timing.silenceWarning: 90000 → 80000',
      'librarian:erin',
      '    limit: 4 → 5',
    ])
  })

  test('one changed address is three entries of one library, written together', () => {
    const file = example.replace('rob@state-college', 'robert@state-college')
    const changes = changesBetween(entriesOf(file), loaded(example))
    expect(batchesOf(changes)).toEqual([
      [
        'state-college',
        ['librarian:rob', 'sign-in:robert@state-college.example.org', 'sign-in:rob@state-college.example.org'],
      ],
    ])
  })

  test('a librarian who is no longer in the file goes with their sign-in', () => {
    const file = example.replace(/ {2}- id: erin\n( {4}.*\n)+/, '')
    const changes = changesBetween(entriesOf(file), loaded(example))
    expect(saidDifferences(changes)).toContain('librarian:erin  is not in the file: it would be removed')
    expect(batchesOf(changes).flat(2)).toEqual(
      expect.arrayContaining(['librarian:erin', expect.stringMatching(/^sign-in:/)]),
    )
  })

  test('an entry that cannot be read is written anew', () => {
    const stored = [...loaded(example).filter(({ entry }) => entry !== 'library:mesa'), { entry: 'library:mesa' }]
    const changes = changesBetween(entriesOf(example), stored)
    expect(saidDifferences(changes)).toEqual(['library:mesa  cannot be read: it would be written anew'])
  })
})

describe('what was changed in the browser since', () => {
  const file = example.replace('limit: 4', 'limit: 5').replace('erin@', 'e.rin@')
  const stored = changedBy(loaded(example), 'librarian:erin', byNancy)
  const changes = changesBetween(entriesOf(file), stored)

  test('is said, with who changed it and when', () => {
    expect(saidDifferences(changes)).toContain(
      '    changed in the browser by nancy@valley-university.example.edu on 2026-11-27 14:02: overwritten only with --overwrite librarian:erin',
    )
  })

  test('is not overwritten unless it is named, nor is what belongs to it', () => {
    const plan = planned(changes, [])
    expect(plan).toEqual({ batches: [], held: ['librarian:erin'], unknownNames: [] })
    expect(saidPlan(plan)).toEqual([
      'librarian:erin  left as it is: it was changed or removed in the browser (--overwrite librarian:erin)',
    ])
  })

  test('is overwritten when it is named, whole', () => {
    expect(batchesOf(changes, ['librarian:erin'])[0]?.[1]).toHaveLength(3)
    expect(planned(changes, ['librarian:erin', 'library:nowhere']).unknownNames).toEqual(['library:nowhere'])
  })

  test('holds nothing else up', () => {
    const both = changesBetween(entriesOf(file.replace('America/Chicago', 'America/Denver')), stored)
    expect(batchesOf(both)).toEqual([['great-lakes', ['library:great-lakes']]])
  })

  test('keeps every name that patrons may not go by', () => {
    const renamed = example.replace(/name: Riverside Public Library/, 'name: Riverside Library')
    const named = changesBetween(entriesOf(renamed.replace('limit: 4', 'limit: 5')), stored)
    const names = batchesOf(named).flatMap(([library, its]) => (library === undefined ? its : []))
    expect(names).toEqual(['staff-name:rlversldellbrary'])
  })
})

describe('what was removed since', () => {
  const removedBy = (written: Written) => [
    ...loaded(example).filter(({ entry }) => entry !== 'librarian:erin' && !entry.startsWith('sign-in:erin@')),
    { entry: 'removed:librarian:erin', written },
  ]
  const inTheBrowser = changesBetween(entriesOf(example), removedBy(byNancy))

  test('in the browser is said, with who removed it and when', () => {
    expect(saidDifferences(inTheBrowser)).toEqual([
      'librarian:erin  was removed: it would be added again',
      '    removed in the browser by nancy@valley-university.example.edu on 2026-11-27 14:02: overwritten only with --overwrite librarian:erin',
    ])
  })

  test('in the browser is not added again unless it is named, nor is its sign-in', () => {
    expect(planned(inTheBrowser, [])).toMatchObject({ batches: [], held: ['librarian:erin'] })
    const [batch] = batchesOf(inTheBrowser, ['librarian:erin'])
    expect(batch).toEqual(['riverside', ['librarian:erin', 'sign-in:erin@riverside-library.example.org']])
  })

  test('with a file is said, and is added again', () => {
    const changes = changesBetween(entriesOf(example), removedBy(byFile))
    expect(saidDifferences(changes)).toEqual([
      'librarian:erin  was removed: it would be added again',
      '    removed with a file by it on 2026-11-27 10:00',
    ])
    expect(planned(changes, [])).toMatchObject({ batches: [{ library: 'riverside' }], held: [] })
  })

  test('and is not in the file either is no difference', () => {
    const without = example.replace(/ {2}- id: erin\n( {4}.*\n)+/, '')
    const changes = changesBetween(entriesOf(without), removedBy(byNancy))
    expect(changes.filter(({ entry }) => !entry.startsWith('staff-name:'))).toEqual([])
  })
})

describe('transactions', () => {
  const two = largeFile(2, 120)
  const changes = changesBetween(entriesOf(two), [])

  test('take 98 entries at most, and each librarian is whole in one of them', () => {
    const { batches } = planned(changes, [])
    expect(Math.max(...batches.map(batch => batch.changes.length))).toBeLessThanOrEqual(98)
    const where = (entry: string) => batches.findIndex(batch => batch.changes.some(change => change.entry === entry))
    for (let n = 0; n < 120; n++)
      expect(where(`librarian:person-${n}`)).toBe(where(`sign-in:person-${n}@library-${n % 2}.example.org`))
  })

  test('count the mark of everybody who goes', () => {
    const going = changesBetween(
      [],
      loaded(two).filter(({ entry }) => entry.startsWith('librarian:')),
    )
    expect(planned(going, []).batches.map(batch => batch.changes.length)).toEqual([49, 11, 49, 11])
  })

  test('write everything once', () => {
    const written = planned(changes, []).batches.flatMap(batch => batch.changes.map(({ entry }) => entry))
    expect(written.sort()).toEqual(
      entriesOf(two)
        .map(({ entry }) => entry)
        .sort(),
    )
  })
})
