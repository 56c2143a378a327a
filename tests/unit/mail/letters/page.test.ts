import { doIUseEmail } from 'doiuse-email'
import { HtmlValidate } from 'html-validate'
import { describe, expect, it } from 'vitest'
import { deskPage } from '../../../../lib/http/page.ts'
import { linkPages } from '../../../../tools/mails/link-pages.ts'
import { samples } from '../../../../tools/mails/samples.ts'

/** One of every mail that the desk sends, and some with odd things in them. */
const pages = samples().map(({ title, html }) => [title, html] as const)

/** HTML as a browser takes it; what mail programs need beside it (tables for layout, styles at the element) is let pass. */
const validator = new HtmlValidate({
  extends: ['html-validate:standard'],
  rules: { 'no-inline-style': 'off', 'no-deprecated-attr': 'off', 'no-raw-characters': 'off', 'wcag/h63': 'off' },
})

describe('the HTML of the mails', () => {
  it.each(pages)('%s is valid', async (_kind, html) => {
    const { results } = await validator.validateString(html)
    expect(results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`))).toEqual(
      [],
    )
  })

  /** What some leave out without harm: colours of their own in the dark, isolated names, wrapping that they do anyhow. */
  const harmless = ['@media', 'role attribute', '<bdi> element', 'white-space', 'word-break']

  it.each(pages)('%s uses nothing that Gmail, Outlook or Apple Mail cannot do without', (_kind, html) => {
    const clients = ['gmail.*', 'outlook.windows-mail', 'outlook.macos', 'apple-mail.*'] as const
    const found = doIUseEmail(html, { emailClients: [...clients] })
    const missing = (found.success ? [] : found.errors).filter(
      error => !harmless.some(one => error.includes(`\`${one}\``)),
    )
    expect(missing).toEqual([])
  })

  it.each(pages)('%s fetches nothing', (_kind, html) => {
    expect(html).not.toMatch(/<(img|link|script|iframe|object|video|audio)\b|url\(|@import|@font-face/i)
  })

  it('the pages behind links are valid', async () => {
    const ours = (await linkPages()).flatMap(({ opened, pressed }) => [opened, pressed])
    for (const page of [...ours, deskPage('Follow-up <X>', 'Is it & done?', 'It is')]) {
      const { results } = await validator.validateString(page)
      expect(results.flatMap(({ messages }) => messages.map(({ message }) => message))).toEqual([])
    }
  })
})
