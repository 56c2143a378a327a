import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The rules that are kept so far. */
export const keptRules: readonly string[] = [
  ...Array.from({ length: 29 }, (_none, i) => `R${i + 1}`),
  ...['R33', 'R34', 'R35', 'R36'],
]

/** Every test whose title names a rule: the file, and the title as it stands in the source. */
function provingTests(): readonly { readonly rule: string; readonly file: string; readonly title: string }[] {
  return globSync('tests/**/*.test.ts', { cwd: root })
    .toSorted()
    .flatMap(file => {
      const source = readFileSync(`${root}${file}`, 'utf8')
      const titles = [...source.matchAll(/\b(?:it|test)(?:\.each\([\s\S]*?\))?\(\s*(['"`])((?:R\d+\+? )+[^\n]*?)\1/g)]
      return titles.flatMap(([, , title = '']) => rulesIn(title).map(rule => ({ rule, file, title })))
    })
}

function rulesIn(title: string): readonly string[] {
  return /^(?:R\d+\s)+/.exec(`${title} `)?.[0].trim().split(' ') ?? []
}

/** Rule by rule, the tests that prove it. */
export function rulesPage(): string {
  const tests = provingTests()
  const rows = keptRules.map(rule => {
    const proofs = tests
      .filter(test => test.rule === rule)
      .map(({ file, title }) => `${withoutRules(title)} (\`${file}\`)`)
    return `## ${rule}\n\n${proofs.map(proof => `- ${proof}`).join('\n')}\n`
  })
  return [
    '# Which tests prove which rule',
    '',
    'Written from the titles of the tests by `npm run docs`. A title that begins with a rule fails when that rule is removed.',
    '',
    ...rows,
  ].join('\n')
}

function withoutRules(title: string): string {
  return title.replace(/^(?:R\d+\s+)+/, '')
}

export const rulesFile = fileURLToPath(new URL('../../docs/rules.md', import.meta.url))

if (import.meta.main) writeFileSync(rulesFile, rulesPage())
