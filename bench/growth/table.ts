import type { Cost } from './counted-desk.ts'
import {
  atTheirLimitScene,
  type Costs,
  costsOf,
  messagesScene,
  onDutyScene,
  staffRoomScene,
  waitingScene,
} from './scenes.ts'

/**
 * How a cost grows with the number of people or messages. It is either flat or grows by an amount for each of them, with a
 * reason.
 */
type Shape = 'flat' | { readonly each: Partial<Cost>; readonly because: string }

export interface Column {
  readonly title: string
  readonly of: string
  readonly scene: Parameters<typeof costsOf>[0]
  readonly sizes: readonly number[]
  /** What an action may cost at most, whatever the size. */
  readonly atMost?: Readonly<Record<string, Partial<Cost>>>
  /** The actions that are not flat, by name. */
  readonly growing: Readonly<Record<string, Exclude<Shape, 'flat'>>>
}

const onDuty = [1, 10, 100, 300, 1_000]
const waiting = [1, 10, 100, 1_000]
const messages = [10, 100, 1_000]

const everyWord = 'every word of the conversation goes over the wire'

/** The scene, its sizes, and the costs that may grow. */
export const columns: readonly Column[] = [
  {
    title: 'So many on duty',
    of: 'on duty',
    scene: onDutyScene,
    sizes: onDuty,
    atMost: { 'a patron asks (POST)': { posts: 2 }, 'asking who waits': { readUnits: 1 } },
    growing: {},
  },
  {
    title: 'So many on duty, all at their limit',
    of: 'at their limit',
    scene: atTheirLimitScene,
    sizes: onDuty,
    growing: {},
  },
  {
    title: 'So many show the staff room',
    of: 'in the room',
    scene: staffRoomScene,
    sizes: [10, 100, 300, 1_000],
    atMost: { 'asking who is here': { calls: 2, readUnits: 6 }, 'saying something': { posts: 8 } },
    growing: {
      'asking who is here': {
        each: { readUnits: 0.02 },
        because: 'the list names everybody, up to 300. It is asked for by whoever opens it, and pushed to nobody',
      },
    },
  },
  {
    title: 'So many wait',
    of: 'waiting',
    scene: waitingScene,
    sizes: waiting,
    atMost: { 'asking who waits': { readUnits: 1 } },
    growing: {
      'asking who waits, where nobody can be seen': {
        each: { calls: 0.01, readUnits: 0.06 },
        because:
          'everybody stands in one line, so that most librarians read only its beginning. A librarian who serves none of the pools of those who wait reads past them',
      },
      'going off duty, where nobody else is': {
        each: { calls: 0.25, readUnits: 0.3 },
        because:
          'nobody is left in a pool, so everybody who waits there goes on to the next rung at once (R4), which wakes the timer of each',
      },
    },
  },
  {
    title: 'So many messages in the session',
    of: 'messages',
    scene: messagesScene,
    sizes: messages,
    atMost: {
      'a repeat of the first words': { readUnits: 3 },
      'a repeat of words in the middle': { readUnits: 3 },
      'a repeat of the last words': { readUnits: 3 },
      'accepting a transfer': { readUnits: 10 },
    },
    growing: {
      // Less than one consistent reading of the same steps.
      'reading everything again': { each: { calls: 0.1, readUnits: 0.1 }, because: everyWord },
      'for comparison: one reading of every step': { each: { readUnits: 0.2 }, because: everyWord },
      'reading a follow-up, from its question on': {
        each: { calls: 0.1, readUnits: 0.2 },
        because: `${everyWord}, up to one frame of 100,000 bytes`,
      },
    },
  },
]

/** The cost of every action of a column at each of these sizes. */
export async function counted({ scene }: Column, sizes: readonly number[]): Promise<ReadonlyMap<number, Costs>> {
  const costs = new Map<number, Costs>()
  for (const size of sizes) costs.set(size, await costsOf(scene, size))
  return costs
}

/** One cost in a cell. */
export function cell(cost: Cost | undefined): string {
  return cost ? `${cost.calls} · ${cost.readUnits} · ${cost.writeUnits} · ${cost.posts}` : ''
}

/** A column of sizes as a Markdown table with one action in each row. */
export function markdown(column: Column, costs: ReadonlyMap<number, Costs>): string {
  const sizes = [...costs.keys()]
  const names = [...(costs.get(sizes.at(-1) ?? 0)?.keys() ?? [])]
  const rows = names.map(name => [
    name,
    ...sizes.map(size => cell(costs.get(size)?.get(name))),
    column.growing[name] ? `linear: ${column.growing[name].because}` : 'flat',
  ])
  const head = ['', ...sizes.map(size => `${size.toLocaleString('en')} ${column.of}`), 'shape']
  return [head, head.map(() => '---'), ...rows].map(row => `| ${row.join(' | ')} |`).join('\n')
}
