import { useEffect } from 'react'
import { useDesk, useLibraryName } from '../in-desk.ts'
import { useStore } from '../state/use-store.ts'
import { namesLibrary } from './names-library.ts'

/** A pool as people call it: a library or a group by its name, and everybody. */
export function PoolName({ pool }: { readonly pool: string }) {
  const { says } = useDesk()
  const [kind = '', id = ''] = pool.split(':')
  if (kind === 'library') return <LibraryName id={id} />
  return kind === 'group' ? <GroupName id={id} /> : <span>{says('pool.cooperative')}</span>
}

/** The name of a group; its id until the desk has said it. */
function GroupName({ id }: { readonly id: string }) {
  const { desk, says } = useDesk()
  const name = useStore(desk.libraries.known, ({ groupNames }) => groupNames[id])
  return <span dir="auto">{name ?? says('pool.group', { group: id })}</span>
}

/** Where a colleague is from, unless their screen name says so already. */
export function LibraryOf({ librarian, library }: { readonly librarian: string; readonly library: string }) {
  const name = useLibraryName(library)
  return namesLibrary(librarian, name) ? null : <LibraryName id={library} />
}

export function LibraryName({ id }: { readonly id: string }) {
  const { desk } = useDesk()
  const name = useLibraryName(id)
  useEffect(() => desk.libraries.want(id), [desk, id])
  return <span dir="auto">{name}</span>
}
