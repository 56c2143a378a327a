import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { stringify } from 'yaml'
import { fileShape } from '../../lib/consortium/file-shape.ts'
import { table } from '../protocol/markdown.ts'
import { filledInDefaults } from './defaults.ts'
import { type Key, keysOf } from './keys.ts'
import { schemaJson } from './schema.ts'
import { explainedAs, words } from './words.ts'

/** Each part of the file with the prefix of its keys. Longer prefixes take their keys first. */
const sections: readonly (readonly [title: string, prefix: string, introduction: string])[] = [
  ['The file', '', 'Five keys, of which two may be left out.'],
  ['settings', 'settings.', 'One `settings` for the consortium.'],
  ['CDN', 'settings.cdn.', 'One `cdn` in `settings`.'],
  [
    'sign-in',
    'settings.sign-in.',
    'In `settings`: the user pool, providers that the desk asks directly, or both. [Sign-in](sign-in.md) says what each is for.',
  ],
  ['sign-in providers', 'settings.sign-in.providers[].', 'A list. Each provider has these.'],
  ['user pool', 'settings.sign-in.user-pool.', 'One `user-pool` in `sign-in`.'],
  [
    'SAML',
    'settings.sign-in.user-pool.saml[].',
    'A list in `user-pool`; each provider has these. Its addresses count as they are.',
  ],
  ['OpenID Connect', 'settings.sign-in.user-pool.oidc[].', 'A list in `user-pool`; each provider has these.'],
  ['speaks-for', 'speaks-for.', 'At each provider, with at least one of the two.'],
  ['second-factor', 'second-factor.', 'At each provider, with both.'],
  [
    'question-limits',
    'question-limits.',
    'Set in `settings` for everybody, or by a library for itself, key by key. They keep the desk open for others when somebody floods it.',
  ],
  [
    'timing',
    'timing.',
    'Set in `settings` for everybody, or by a library for itself, key by key. All times are in seconds.',
  ],
  [
    'follow-ups',
    'follow-ups.',
    'Set in `settings` for everybody, or by a library for itself, key by key. Days are those on which the library opens.',
  ],
  ['groups', 'groups[].', 'A list; each group has both.'],
  ['libraries', 'libraries[].', 'A list; each library has these.'],
  ['holidays', 'libraries[].holidays[].', 'A list at a library; each has both.'],
  ['policy', 'libraries[].policy[].', 'A list at a library, of 20 statements at most.'],
  ['page', 'libraries[].page.', 'One `page` at a library.'],
  ['form', 'libraries[].page.form.', 'One `form` in `page`.'],
  [
    'fields',
    'libraries[].page.form.fields[].',
    'A list in `form`; each field has these. The order is that of the form.',
  ],
  ['choices', 'libraries[].page.form.fields[].choices[].', 'A list at a field; each choice has both.'],
  ['librarians', 'librarians[].', 'A list; each librarian has these.'],
  ['scripts', 'scripts[].', 'A list at a library, or at a librarian; each script has all three.'],
]

/** Every key of the consortium file: what it means, its default, its bounds, an example. */
export function consortiumPage(): string {
  const defaults = filledInDefaults()
  const keys = new Map(keysOf(fileShape).map(key => [explainedAs(key.path), key]))
  return [
    ...introduction,
    ...sections.flatMap(([title, prefix, text]) => {
      const own = [...keys].filter(([name]) => sectionOf(name) === prefix)
      const rows = own.map(([name, key]) => row(name, name.slice(prefix.length), key, defaults))
      return [
        `## ${title}`,
        '',
        text,
        '',
        table(['key', 'what it means', 'default', 'allowed values', 'example'], rows),
        '',
      ]
    }),
    ...together,
  ].join('\n')
}

const introduction: readonly string[] = [
  '# The consortium file',
  '',
  'One YAML file says who belongs to the consortium, who answers for whom, and what everybody says; [an',
  'example](../../examples/consortium.yaml) has five libraries. `npm run consortium -- check FILE` names the line of every',
  'mistake.',
  '',
  'The first deployment loads the directory of the desk with the file. Later deployments write nothing into the directory. Change it with',
  'these commands:',
  '',
  '```sh',
  'npm run consortium -- diff FILE     # shows what the file would change',
  'npm run consortium -- apply FILE    # makes the change, each library whole or not at all',
  'npm run consortium -- export FILE   # prints the file with libraries and librarians as the desk has them',
  '```',
  '',
  'A library with its librarians is one transaction. A library with more than 100 changed entries takes several, and each librarian is whole',
  'in one of them. Changes take effect within a minute. Administrators change their library, and the people in it, [over the',
  'protocol](../../PROTOCOL.md) as well, under the same check. `diff` names what was changed or removed there, by whom and when, and `apply`',
  'overwrites it only if you name it (`--overwrite library:east`). `check` warns if nobody is an administrator of the consortium.',
  'Whatever is removed, here or there, leaves a mark with the same facts until it is added again.',
  'A librarian who is no longer in the file is off duty at once, and their patrons wait for somebody else: `apply` invokes the',
  'function in the output `DirectoryFunction` of the stack, so your credentials need `lambda:InvokeFunction` on it.',
  'The commands use your own AWS credentials, or the desk of `npm start` with `--local`. Of `settings`, they change `timing`,',
  '`follow-ups`, `question-limits` and `reread-days`. The rest of `settings` needs a deployment. After a change of `sender` or `replies`, do both.',
  '',
  'Editors that know [JSON Schema](consortium-file.schema.json) can complete and check keys. For the YAML language server, begin the',
  'file with this line, with the path to the schema from where the file is:',
  '',
  '```yaml',
  '# yaml-language-server: $schema=../docs/operating/consortium-file.schema.json',
  '```',
  '',
  '`npm run docs` writes this page from the schema that the file is checked with.',
  '',
]

const together: readonly string[] = [
  '## What must agree',
  '',
  'Beyond each key alone, the file is checked as a whole:',
  '',
  '- An id names one group, one library or one librarian, an `email` one librarian, and a script id one script of its list.',
  '- Groups, libraries and pools that are named must exist.',
  '- A rung of a ladder must not come before the one above it, and no pool is on a ladder twice.',
  '- Opening hours of a day end after they begin, and do not overlap.',
  '- What comes first has to be shorter: the greeting nudge than the silence warning; the silence warning than the silence limit; the',
  '  silence limit, the prompts about a silent patron, the vanishing of a librarian and the return of a transfer than the idle limit; the',
  '  address offer than the wait limit. The three prompts come in the order ask, warn, close.',
  '- The languages of `words` and labels are among `languages`, every label has the first of them, and no field or choice has the id',
  '  of another.',
  '- Words must be kept for as long as a follow-up may take: promised for as late as possible, handed over, and then answered or',
  '  escalated.',
  '- No address in the file may be in the domain for replies.',
  '- The certificate of `domains` is in the region of the desk, and the socket has a domain of its own.',
  '- The CDN has a domain and a certificate of us-east-1, or neither; without one it has no settings. A desk in a region without',
  '  Origin Shield names another for it.',
  '- `mail-from` is within the domain of `sender`, and not in that for replies.',
  '- Each provider has an id and an issuer of its own, `issuer` and `audience` of the consortium come together, and all providers',
  '  together fit into what a function is told.',
  '- A library or librarian takes 399 KB at most, all of them together 32,768 KB, and there are 45 tags at most: AWS keeps no more.',
  '',
]

function row(
  name: string,
  short: string,
  { isRequired, bounds, default: own }: Key,
  defaults: ReadonlyMap<string, unknown>,
) {
  const { means, example, otherwise } = wordsOf(name)
  const fixed = own ?? defaults.get(name)
  const usual = isRequired ? '*required*' : (otherwise ?? (isNothing(fixed) ? 'none' : code(fixed)))
  return [
    `\`${short}\``,
    means,
    usual,
    bounds.join(', '),
    example === undefined ? '' : code({ [lastOf(name)]: example }),
  ]
}

function wordsOf(name: string) {
  const found = words[name]
  if (!found) throw new Error(`There are no words for the key ${name}.`)
  return found
}

function isNothing(value: unknown): boolean {
  return value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0)
}

/** A value as it stands in the file, in one line. */
function code(value: unknown): string {
  const yaml = stringify(value, { collectionStyle: 'flow', lineWidth: 0, flowCollectionPadding: false }).trim()
  return `\`${typeof value === 'object' && !Array.isArray(value) ? yaml.replace(/^\{(.*)\}$/, '$1') : yaml}\``
}

function lastOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}

function sectionOf(name: string): string {
  const prefixes = sections.map(([, prefix]) => prefix).filter(prefix => name.startsWith(prefix))
  return prefixes.reduce((one, other) => (other.length > one.length ? other : one))
}

const at = (name: string) => fileURLToPath(new URL(`../../docs/operating/${name}`, import.meta.url))
export const consortiumFile = at('consortium-file.md')
export const schemaFile = at('consortium-file.schema.json')

if (import.meta.main) {
  writeFileSync(consortiumFile, consortiumPage())
  writeFileSync(schemaFile, schemaJson())
}
