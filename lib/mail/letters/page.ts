import { blockHtml, darkBlocks, ink } from './blocks.ts'
import { type Html, html } from './html.ts'
import type { Letter } from './letter.ts'

/*
 * HTML that mail programs can show: tables, inline styles, and no pictures, fonts, downloads or hidden parts. A long word is
 * broken wherever necessary, so that it does not widen the page.
 */
const dark: Html = {
  html: `:root { color-scheme: light dark; } @media (prefers-color-scheme: dark) { .page { background-color: #121619 !important; } .card { background-color: #1b2126 !important; } ${darkBlocks} }`,
}

/** The letter as a whole page of HTML. */
export function pageOf({ subject, blocks }: Letter): string {
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${subject}</title>
<style>${dark}</style>
</head>
<body class="page" style="margin:0;padding:0;background-color:#f0f2f4">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" style="background-color:#f0f2f4">
<tr><td align="center" style="padding:16px 8px">
<table role="presentation" class="card" width="640" cellpadding="0" cellspacing="0" style="width:100%;max-width:640px;background-color:#ffffff">
<tr><td style="padding:24px 20px;font-family:Helvetica,Arial,sans-serif;font-size:16px;line-height:24px;word-break:break-word;color:${ink}" class="ink">
${blocks.map(blockHtml)}</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`.html
}
