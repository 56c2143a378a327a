import { useEffect } from 'react'
import { useDesk, useLibraryName } from '../in-desk.ts'

/** A pool as people call it: a library by its name, a group by its id, and everybody. */
export function PoolName({ pool }: { readonly pool: string }) {
  const { says } = useDesk()
  const [kind = '', id = ''] = pool.split(':')
  if (kind === 'library') return <LibraryName id={id} />
  return <span>{kind === 'group' ? says('pool.group', { group: id }) : says('pool.cooperative')}</span>
}

export function LibraryName({ id }: { readonly id: string }) {
  const { desk } = useDesk()
  const name = useLibraryName(id)
  useEffect(() => desk.libraries.want(id), [desk, id])
  return <span dir="auto">{name}</span>
}
