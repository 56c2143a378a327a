import { fieldsOf, type Upcaster } from '../stored/shape.ts'

/** To version 2: everybody has a role. Before, nobody could change a setting. */
export const roleOfVersion2: Upcaster = item => ({
  ...item,
  librarian: { role: 'librarian', ...fieldsOf(item.librarian) },
})
