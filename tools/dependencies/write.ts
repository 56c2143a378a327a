import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as v from 'valibot'

const names = v.optional(v.record(v.string(), v.string()), {})
const locked = v.object({
  packages: v.objectWithRest(
    { '': v.object({ dependencies: names, devDependencies: names, optionalDependencies: names }) },
    v.object({
      version: v.optional(v.string()),
      license: v.optional(v.string()),
      dev: v.optional(v.boolean()),
    }),
  ),
})

/** Every direct dependency of the project, and the number of indirect ones under each licence. */
export function dependenciesPage(): string {
  const { packages } = v.parse(
    locked,
    JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')),
  )
  const { '': root, ...rest } = packages
  const rows = (of: Readonly<Record<string, string>>) =>
    Object.keys(of)
      .toSorted()
      .map(name => {
        const found = rest[`node_modules/${name}`]
        return `| \`${name}\` | ${found?.version ?? ''} | ${found?.license ?? 'not stated'} |`
      })
  const licences = (isDev: boolean) => {
    const counts = new Map<string, number>()
    for (const one of Object.values(rest)) {
      if ((one.dev === true) !== isDev) continue
      const licence = one.license ?? 'not stated'
      counts.set(licence, (counts.get(licence) ?? 0) + 1)
    }
    return [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([licence, count]) => `| ${licence} | ${count} |`)
  }
  const table = (head: string, lines: readonly string[]) => [head, head.replaceAll(/[^|]+/g, ' --- '), ...lines, '']
  return [
    '# Dependencies',
    '',
    'Written from `package-lock.json` by `npm run docs`.',
    '',
    '## What the functions and the pages carry',
    '',
    ...table('| package | version | licence |', rows(root.dependencies)),
    '## What builds, tests and runs it on one machine',
    '',
    ...table('| package | version | licence |', rows({ ...root.devDependencies, ...root.optionalDependencies })),
    '## Licences, with all that these bring along',
    '',
    'Packages that the functions may carry:',
    '',
    ...table('| licence | packages |', licences(false)),
    'Packages for development only:',
    '',
    ...table('| licence | packages |', licences(true)),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n')
}

export const dependenciesFile = fileURLToPath(new URL('../../docs/internals/dependencies.md', import.meta.url))

if (import.meta.main) writeFileSync(dependenciesFile, dependenciesPage())
