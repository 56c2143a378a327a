import { expect, it } from 'vitest'
import { librarianEntry } from '../../../../lib/aws/stored/directory.ts'
import { opened } from '../../../../lib/aws/stored/open.ts'

const librarian = {
  ...{ id: 'rob', name: 'Rob', email: 'rob@wren.example.org', library: 'wren' },
  ...{ pools: ['cooperative'], limit: 3, scripts: [] },
}

it('somebody of a directory without roles is a librarian', () => {
  for (const version of [undefined, 1])
    expect(
      opened(librarianEntry, { entry: 'librarian:rob', ...(version && { version }), librarian }, 'rob'),
    ).toMatchObject({
      librarian: { ...librarian, role: 'librarian' },
    })
})
