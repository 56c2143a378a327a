import { type Html, html } from './html.ts'
import type { Block, Letter, Link, Quote } from './letter.ts'
import { linesOf, oneLine } from './words.ts'

/*
 * HTML as mail programs read it: tables, styles at the element, no picture, no font, nothing that is fetched. The colours keep
 * a contrast of 4.5 to 1 on white and on black, so that programs which turn a mail dark have nothing to spoil; those that
 * honour the media query get colours of their own.
 */
const ink = '#1f2933'
const faint = '#52606d'
const line = '#cbd2d9'
const sides = { patron: '#2b6cb0', librarian: '#2f6f4f', staff: '#8a5a00' } as const

const dark =
  '@media (prefers-color-scheme: dark) { .page { background-color: #121619 !important; } ' +
  '.card { background-color: #1b2126 !important; } .ink { color: #e4e7eb !important; } ' +
  '.faint { color: #a5b1bd !important; } .press { background-color: #2b6cb0 !important; color: #ffffff !important; } }'

/** The letter as a whole page of HTML. */
export function pageOf({ subject, blocks }: Letter): string {
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${subject}</title>
<style>${{ html: dark }}</style>
</head>
<body class="page" style="margin:0;padding:0;background-color:#f0f2f4">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" style="background-color:#f0f2f4">
<tr><td align="center" style="padding:16px 8px">
<table role="presentation" class="card" width="640" cellpadding="0" cellspacing="0" style="width:100%;max-width:640px;background-color:#ffffff">
<tr><td style="padding:24px;font-family:Helvetica,Arial,sans-serif;font-size:16px;line-height:24px;color:${ink}" class="ink">
${blocks.map(blockHtml)}</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`.html
}

function blockHtml(block: Block): Html {
  switch (block.type) {
    case 'lead':
      return html`<p style="margin:0 0 16px;font-size:18px;line-height:26px"><strong>${oneLine(block.text)}</strong></p>
`
    case 'heading':
      return html`<h2 style="margin:24px 0 8px;font-size:16px;line-height:24px">${oneLine(block.text)}</h2>
`
    case 'paragraph':
      return html`<p style="margin:0 0 16px">${oneLine(block.text)}</p>
`
    case 'words':
      return html`<div dir="auto" style="margin:0 0 16px">${typed(block.text)}</div>
`
    case 'facts':
      return html`<table cellpadding="0" cellspacing="0" style="margin:0 0 16px">
${block.rows.map(factHtml)}</table>
`
    case 'message':
      return messageHtml(block.message)
    case 'links':
      return html`<p style="margin:0 0 16px">${block.links.map(linkHtml)}</p>
`
  }
}

function factHtml([label, value]: readonly [string, string]): Html {
  return html`<tr><th scope="row" align="left" valign="top" class="faint" style="padding:2px 16px 2px 0;font-weight:normal;color:${faint}">${label}</th><td style="padding:2px 0"><bdi>${oneLine(value)}</bdi></td></tr>
`
}

function messageHtml({ who, side, time, text, isStatement, about }: Quote): Html {
  return html`<div style="margin:0 0 12px;padding:0 0 0 12px;border-left:3px solid ${sides[side]}">
<p class="faint" style="margin:0;font-size:14px;line-height:20px;color:${faint}"><bdi><strong>${oneLine(who)}</strong></bdi> ${time ?? ''}</p>
${isStatement ? exactly(text) : html`<div dir="auto">${typed(text)}</div>`}
${about.map(
  one => html`<p class="faint" style="margin:0;font-size:14px;line-height:20px;color:${faint}"><bdi>${oneLine(one)}</bdi></p>
`,
)}</div>
`
}

/** Every space and every line as it was typed (R14): some programs know no `white-space`, so line ends are breaks as well. */
function typed(text: string): Html {
  const lines = linesOf(text).map((one, i) => html`${i > 0 ? { html: '<br>' } : ''}${one}`)
  return html`<span style="white-space:pre-wrap;word-break:break-word">${lines}</span>`
}

/** Outlook for Windows knows no `white-space`, and loses spaces that are not in a `pre`. */
function exactly(text: string): Html {
  return html`<pre style="margin:0;font-size:16px;line-height:24px;white-space:pre-wrap;word-break:break-word">${text}</pre>`
}

function linkHtml({ label, url }: Link): Html {
  return html`<a href="${url}" class="press" style="display:inline-block;margin:0 8px 8px 0;padding:8px 16px;background-color:#1f5f99;color:#ffffff;text-decoration:none">${label}</a>
`
}

/** A small page of the desk's own in a browser: a heading, a sentence, and a button where there is something to confirm. */
export function deskPage(title: string, sentence: string, button?: string): string {
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>body { font: 18px/1.5 Helvetica, Arial, sans-serif; margin: 10vh auto; max-width: 32em; padding: 0 1em; } button { font: inherit; padding: .5em 1.5em; border: 1px solid ${{ html: line }}; }</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${sentence}</p>
${button ? html`<form method="post"><button type="submit">${button}</button></form>` : ''}
</main>
</body>
</html>
`.html
}
