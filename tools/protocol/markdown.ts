/** A table in Markdown; cells hold Markdown of their own. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** Names of the protocol, set as code and parted by commas. */
export function names(list: readonly string[]): string {
  return list.map(name => `\`${name}\``).join(', ')
}

/** Lines of an example: what goes to the desk after an arrow to the right, what it answers after one to the left. */
export function wire(...lines: readonly (readonly ['→' | '←', object])[]): string {
  return ['```text', ...lines.map(([arrow, frame]) => `${arrow} ${JSON.stringify(frame)}`), '```'].join('\n')
}
