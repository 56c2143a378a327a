/** Whether one release, e.g. `0.10.0`, is newer than another. */
function isNewer(one: string, other: string): boolean {
  const [a, b] = [one, other].map(release => release.split('.').map(Number))
  const at = (a ?? []).findIndex((part, n) => part !== (b ?? [])[n])
  return at >= 0 && (a?.[at] ?? 0) > (b?.[at] ?? 0)
}

/** What a stack has recorded about the release that it runs, or what this release would record. */
interface Recorded {
  readonly release?: string
  /** The version in which each kind of item is written, e.g. `librarian 2, step 1`. */
  readonly items?: string
}

/**
 * Why this release should not be deployed over the one that runs; undefined if it may be. Between releases the number stays the same, but
 * the versions of items grow.
 */
export function whyNotOver(running: Recorded, own: Required<Recorded>): string | undefined {
  const consequence = 'which may not be able to read what the newer one has written'
  if (running.release !== undefined && isNewer(running.release, own.release))
    return `The stack runs release ${running.release}, and this is ${own.release}, ${consequence}: see docs/operating/upgrade.md.`
  const known = versionsIn(own.items)
  const newer = [...versionsIn(running.items ?? '')].filter(([kind, version]) => version > (known.get(kind) ?? 0))
  if (newer.length === 0) return undefined
  const kinds = newer.map(([kind, version]) => `${kind} ${version} (here ${known.get(kind) ?? 'unknown'})`).join(', ')
  return `The stack writes newer items than this release, ${consequence}: ${kinds}. See docs/operating/upgrade.md.`
}

function versionsIn(items: string): ReadonlyMap<string, number> {
  return new Map([...items.matchAll(/([\w-]+) (\d+)/g)].map(([, kind = '', version]) => [kind, Number(version)]))
}
