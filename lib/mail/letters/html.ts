/** A piece of HTML. Everything inserted into it has been escaped. */
export interface Html {
  readonly html: string
}

type Part = string | Html | readonly Html[]

/** Writes HTML. Every text inserted into it is escaped. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { html: strings.reduce((before, after, i) => before + written(parts[i - 1] ?? '') + after) }
}

function written(part: Part): string {
  if (typeof part === 'string') return escaped(part)
  return 'html' in part ? part.html : part.map(one => one.html).join('')
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** HTML allows no control characters except tab and line feed. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, character => entities[character] ?? '').replace(/[^\P{Cc}\n\t]/gu, '\ufffd')
}
