import { type Html, html } from '../mail/letters/html.ts'

/** Something to fill in before the button is pressed. */
export interface Field {
  readonly name: string
  readonly label: string
  /** The most characters. */
  readonly most: number
  readonly complete?: 'name'
}

/** Words that somebody wrote. */
interface Quote {
  readonly name?: string
  readonly text: string
}

/** A small web page of the desk: a heading, a sentence, what people wrote, and a button if there is something to confirm. */
export function deskPage(
  title: string,
  sentence: string,
  button?: string,
  fields: readonly Field[] = [],
  quotes: readonly Quote[] = [],
): string {
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${deskStyle}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${sentence}</p>
${quotes.map(quoteHtml)}${button ? html`<form method="post">${fields.map(fieldHtml)}<button type="submit">${button}</button></form>` : ''}
</main>
</body>
</html>
`.html
}

function fieldHtml({ name, label, most, complete }: Field): Html {
  return html`<p><label>${label}<br><input name="${name}" required maxlength="${String(most)}" autocomplete="${complete ?? 'off'}"></label></p>`
}

function quoteHtml({ name = 'Staff', text }: Quote): Html {
  return html`<figure><figcaption>${name}</figcaption><blockquote>${text}</blockquote></figure>
`
}

const deskStyle: Html = {
  html: `:root { color-scheme: light dark; } body { font: 18px/1.5 Helvetica, Arial, sans-serif; margin: 10vh auto; max-width: 32em; padding: 0 1em; overflow-wrap: anywhere; } h1 { font-size: 1.4em; line-height: 1.3; } figure { margin: 1em 0; } figcaption { font-weight: bold; } blockquote { margin: 0; white-space: pre-wrap; } input { box-sizing: border-box; font: inherit; padding: .4em; width: 100%; } button { font: inherit; font-weight: bold; padding: .5em 1.5em; border: 0; background: #1f5f99; color: #ffffff; cursor: pointer; } button:focus-visible { outline: 3px solid #f2c14e; outline-offset: 2px; }`,
}
