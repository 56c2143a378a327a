/** A table in Markdown, whose cells are Markdown too. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** Names of the protocol as code, separated by commas. */
export function names(list: readonly string[]): string {
  return list.map(name => `\`${name}\``).join(', ')
}

/** The lines of an example, with arrows to the right for frames to the desk and to the left for its replies. */
export function wire(...lines: readonly (readonly ['→' | '←', object])[]): string {
  return ['```text', ...lines.map(([arrow, frame]) => `${arrow} ${JSON.stringify(frame)}`), '```'].join('\n')
}
