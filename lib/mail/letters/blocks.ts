import { oneLine } from '../../protocol/visible.ts'
import { type Html, html } from './html.ts'
import type { Block, Fact, Link, Quote } from './letter.ts'
import { linesOf, sentence } from './words.ts'

/*
 * The colours have a contrast of 4.5 to 1 on white, which survives in programs that darken a mail on their own. Programs that
 * honour the media query use the colours of the classes.
 */
export const ink = '#1f2933'
const faint = '#52606d'
const action = '#1f5f99'
const sides = { patron: '#2b6cb0', librarian: '#2f7d57', staff: '#a06a00' } as const
const small = 'font-size:14px;line-height:20px'

/** The classes in dark mode. */
export const darkBlocks = [
  '.ink { color: #e4e7eb !important; }',
  '.faint { color: #a5b1bd !important; }',
  '.said { background-color: #252d34 !important; }',
  '.main { background-color: #2b6cb0 !important; border-color: #2b6cb0 !important; }',
  '.other { color: #9cc7f0 !important; border-color: #9cc7f0 !important; }',
  '.warning { background-color: #4a3200 !important; color: #ffe3a3 !important; border-color: #d99a1c !important; }',
  '.caution { color: #f2c14e !important; }',
].join(' ')

/** One block of a letter as HTML. */
export function blockHtml(block: Block): Html {
  switch (block.type) {
    case 'lead':
      return html`<h1 style="margin:0 0 20px;font-size:20px;line-height:28px">${sentence(block.text)}</h1>
`
    case 'heading':
      return html`<h2 style="margin:24px 0 8px;font-size:16px;line-height:24px">${oneLine(block.text)}</h2>
`
    case 'paragraph':
      return html`<p style="margin:0 0 16px">${sentence(block.text)}</p>
`
    case 'warning':
      return html`<p class="warning" style="margin:0 0 16px;padding:8px 12px;border:2px solid #a06a00;background-color:#fff4d6;color:#5c3b00"><strong>${sentence(block.text)}</strong></p>
`
    case 'words':
      return said(block.text, sides.patron)
    case 'facts':
      return html`<table cellpadding="0" cellspacing="0" style="margin:20px 0 16px">
${block.rows.map(factHtml)}</table>
`
    case 'message':
      return messageHtml(block.message)
    case 'links':
      return html`${block.links.map(linkHtml)}`
  }
}

function factHtml([label, value]: Fact): Html {
  return html`<tr><th scope="row" align="left" valign="top" class="faint" style="padding:2px 16px 2px 0;font-weight:normal;white-space:nowrap;color:${faint}">${label}</th><td style="padding:2px 0"><bdi>${oneLine(value)}</bdi></td></tr>
`
}

function messageHtml({ who, side, role, time, text, isStatement, about, caution }: Quote): Html {
  return html`<p class="faint" style="margin:0;${small};color:${faint}"><bdi><strong>${oneLine(who)}</strong></bdi>${role ? ` (${role})` : ''} ${time ?? ''}</p>
${said(text, sides[side], isStatement)}
${about.map(
  line => html`<p class="faint" style="margin:-8px 0 12px;${small};color:${faint}"><bdi>${oneLine(line)}</bdi></p>
`,
)}${
  caution
    ? html`<p class="caution" style="margin:-8px 0 12px;${small};color:#8a5a00"><strong>${caution}</strong></p>
`
    : ''
}`
}

/** Words that somebody typed have their own background and a bar beside them. Nothing that the desk says looks like that. */
function said(text: string, bar: string, isStatement?: true): Html {
  return html`<div dir="auto" class="said" style="margin:2px 0 12px;padding:4px 12px;border-left:3px solid ${bar};background-color:#f4f6f8;white-space:pre-wrap">${isStatement ? exactly(text) : typed(text)}</div>`
}

/** Keeps every line as it was typed (R14). Some programs ignore `white-space`, so line ends are also breaks. */
function typed(text: string): readonly Html[] {
  return linesOf(text).map((one, i) => html`${i > 0 ? { html: '<br>' } : ''}${one}`)
}

/** Outlook for Windows ignores `white-space` and drops spaces outside a `pre`. */
function exactly(text: string): Html {
  return html`<pre style="margin:0;font-size:16px;line-height:24px;white-space:pre-wrap">${text}</pre>`
}

/** The first link is highlighted. The text before each link says when to press it. */
function linkHtml({ hint, label, url }: Link, i: number): Html {
  const [name, background, color] = i === 0 ? ['main', action, '#ffffff'] : ['other', 'transparent', action]
  const style = `display:inline-block;margin:6px 0 0;padding:8px 18px;border:2px solid ${action};background-color:${background};color:${color};font-weight:bold;text-decoration:none`
  return html`<p style="margin:0 0 16px">${hint ? html`${hint}<br>` : ''}<a href="${url}" class="${name}" style="${style}">${label}</a></p>
`
}
