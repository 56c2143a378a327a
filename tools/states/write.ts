import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Move } from './explore.ts'
import { followUpMoves } from './follow-up-moves.ts'
import { sessionMoves } from './session-moves.ts'

const howFound = [
  'Written by `npm run docs`. Commands of every kind were tried in every state that they lead to, with the `decide` and `evolve`',
  'of the desk itself. No command makes a move that is not listed here.',
].join('\n')

/** The states of a session, and every move between them. */
function sessionStatesPage(): string {
  return page(
    'The states of a session',
    ['nothing', 'waiting', 'active', 'joined', 'offered', 'closed'],
    [
      '- *waiting*: nobody has picked the patron up yet.',
      '- *active*: one librarian serves.',
      '- *joined*: a colleague has joined the librarian who serves. Either may stay when the other leaves.',
      '- *offered*: one librarian serves, and the session is offered to another. It stays with the first until the other accepts.',
      '- *closed*: it has its resolution code. A follow-up has [its own states](follow-up-states.md).',
    ],
    sessionMoves(),
  )
}

/** The states of a follow-up, and every move between them. */
function followUpStatesPage(): string {
  return page(
    'The states of a follow-up',
    ['nothing', 'new', 'taken', 'answered', 'done'],
    [
      '- *new*: the answer is owed, and nobody has said that they are handling it.',
      '- *taken*: somebody has.',
      '- *answered*: an answer was sent to the patron. If it does not arrive, it is owed again.',
      '- *done*: it was handled in another way.',
      '',
      'A follow-up is over in *answered* and *done*. If a librarian does not keep a promise by the deadline, it is handed over and',
      "starts again with the patron's library; see [follow-ups](../using/follow-ups.md).",
    ],
    followUpMoves(),
  )
}

function page(title: string, states: readonly string[], meaning: readonly string[], found: readonly Move[]): string {
  const rank = ({ from, to }: Move) => states.indexOf(from) * states.length + states.indexOf(to)
  const moves = found.toSorted((one, other) => rank(one) - rank(other))
  return [
    ...[`# ${title}`, '', ...meaning, '', howFound, ''],
    ...['```mermaid', 'stateDiagram-v2', ...arrows(moves), '```', ''],
    ...['| from | command | event | to |', '| --- | --- | --- | --- |', ...moves.map(row), ''],
  ].join('\n')
}

/** One arrow for each event, whichever command causes it. */
function arrows(moves: readonly Move[]): readonly string[] {
  return [...new Set(moves.map(({ from, to, event }) => `  ${from === 'nothing' ? '[*]' : from} --> ${to}: ${event}`))]
}

function row({ from, to, command, event }: Move): string {
  return `| ${from === 'nothing' ? '' : from} | \`${command}\` | \`${event}\` | ${to} |`
}

/** The pages, and where each is kept. */
export const statesPages = [
  { name: 'session-states.md', page: sessionStatesPage },
  { name: 'follow-up-states.md', page: followUpStatesPage },
].map(({ name, page }) => {
  return { name, page, file: fileURLToPath(new URL(`../../docs/internals/${name}`, import.meta.url)) }
})

if (import.meta.main) for (const { file, page } of statesPages) writeFileSync(file, page())
