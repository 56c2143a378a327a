import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { testsOf } from './citations.ts'
import type { Chapter, Rule } from './rule.ts'
import { chapters } from './stated.ts'
import { collectTitles, type TestTitle } from './titles.ts'

/** Every rule with its source and the tests that prove it. */
export function rulesPage(titles: readonly TestTitle[]): string {
  return [...introduction, ...chapters.flatMap(chapter => chapterLines(chapter, titles))].join('\n')
}

const introduction: readonly string[] = [
  '# The rules of the desk',
  '',
  'These rules turn the [best practices][practices] of the 24/7 Reference Cooperative for librarians into what the desk does, and add',
  'what libraries, their patrons and operators need beyond them. Code, tests and pages cite a rule by its id. If a',
  'rule and the desk disagree, one of them is wrong.',
  '',
  '- Numbers are defaults; the consortium or a library can set them where the [consortium file](../operating/consortium-file.md) has a key.',
  '- A **refusal** is final for that command: a code, and the reason in one sentence that a librarian understands.',
  '- A **soft refusal** can be overridden by naming its code in `despite` on the same command. The override is recorded.',
  '- **Advice** stops nothing: it comes with the acknowledgement of a message.',
  '- **To come** marks what is decided and not built yet, so nothing else in these pages relies on it.',
  '',
  'Beneath each rule are the tests that name it, with the full titles from a run. A rule that is cited and not stated,',
  'or stated as built and tested nowhere, fails `tests/desk/docs/rules-page.test.ts`. Written by `npm run docs` from `tools/rules`.',
  '',
  '[practices]: http://wiki.questionpoint.org/w/page/13839421/247-Best-Practices',
  '',
]

function chapterLines({ title, rules }: Chapter, titles: readonly TestTitle[]): readonly string[] {
  return [`## ${title}`, '', ...rules.flatMap(rule => ruleLines(rule, testsOf(rule.id, titles)))]
}

function ruleLines({ id, rule, source, toCome }: Rule, tests: readonly TestTitle[]): readonly string[] {
  const mark = toCome === 'all' ? ['**To come.**', ''] : toCome ? [`**To come:** ${toCome.missing}.`, ''] : []
  return [`### ${id}`, '', rule, '', ...mark, `*Source.* ${source}`, '', ...testLines(tests)]
}

function testLines(tests: readonly TestTitle[]): readonly string[] {
  if (tests.length === 0) return []
  const files = Map.groupBy(tests, ({ file }) => file)
  const lists = [...files].flatMap(([file, its]) => [
    `- \`${file}\``,
    ...its.map(({ title }) => `  - ${asText(title)}`),
  ])
  const count = tests.length === 1 ? '1 test' : `${tests.length} tests`
  return [`<details><summary>${count}</summary>`, '', ...lists, '', '</details>', '']
}

/** A title as Markdown that shows it literally. Invisible characters are shown by number. */
function asText(title: string): string {
  return title
    .replace(
      /[\p{C}\p{Zl}\p{Zp}]/gu,
      character => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
    )
    .replace(/[\\`*_{}[\]<>#|~&$]/g, '\\$&')
}

export const rulesFile = fileURLToPath(new URL('../../docs/internals/RULES.md', import.meta.url))

if (import.meta.main) writeFileSync(rulesFile, rulesPage(await collectTitles()))
