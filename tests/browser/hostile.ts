import type { Locator, Page } from 'playwright-core'
import * as v from 'valibot'
import { expect } from 'vitest'
import { settingsShown } from '../../lib/protocol/out/http.ts'
import { corpus } from './corpus.ts'
import type { DeskScene } from './desk-scene.ts'
import { mei } from './walk-settings.ts'

const [, image = '', svg = ''] = corpus

/** The names of people and libraries, as short as the desk allows. */
export const hostileNames = {
  rob: `Rob ${image}`,
  nancy: `Nancy ${svg}`,
  college: `State College ${image}`,
  patron: `Jane ${image}`,
} as const

/** What can be a script: one with other braces than those of its fields is refused. */
export const hostileScripts = corpus.filter(text => !text.includes('{'))

/** As long as a text of the form may be. Spaces at its ends are not kept. */
export const longHint = corpus.join(' ').slice(0, 900).trim()

/** Puts the corpus into every text of a library that somebody can set, and into the names of people. */
export async function makeHostile({ desk }: Pick<DeskScene, 'desk'>): Promise<void> {
  const headers = { authorization: `Bearer ${await desk.cloud.signIn(mei)}` }
  const change = async (library: string, change: object, person?: string) => {
    const answer = await fetch(`${desk.cloud.urls.http}/settings/libraries/${library}`, { headers })
    const shown = v.parse(settingsShown, await answer.json())
    const { version } = shown.people.find(each => each.person.id === person) ?? shown
    const path = person === undefined ? `/settings/libraries/${library}` : `/settings/people/${person}`
    const { status, body } = await desk.post(path, { version, change }, headers)
    expect(status, String(body.reason)).toBe(200)
  }
  const statements = corpus.slice(0, 20).map((text, at) => ({
    ...{ id: `s-${at}`, topic: text, text: at === 0 ? corpus.join(' ').slice(0, 400) : text },
    ...{ 'vouched-by': text, checked: '2026-11-01', 'on-card': at < 6 },
  }))
  await change('state-college', {
    name: hostileNames.college,
    greeting: `Hi {patron}, ${image}`,
    goodbye: `Goodbye {patron}, ${image}`,
    scripts: hostileScripts.map((text, at) => ({ id: `s-${at}`, title: text, text: `${text} {patron}` })),
    policy: statements,
    holidays: [{ date: '2026-11-24', name: image }],
    page: {
      words: {
        en: { 'button.ask': image, title: image, 'form.question': image, 'form.hint': longHint },
      },
      form: { fields: [{ id: 'status', label: { en: image }, choices: [{ id: 'one', label: { en: svg } }] }] },
    },
  })
  await change('state-college', { name: hostileNames.rob }, 'rob')
  await change('valley-university', { name: hostileNames.nancy }, 'nancy')
}

/** What does not come within this time does not come, even on a busy machine, ms. */
const patience = 30_000

/** A place shows these texts as they were written. */
export async function shows(place: Locator, ...texts: readonly string[]): Promise<void> {
  await expect
    .poll(
      async () => {
        const shown = (await place.allTextContents()).join('\n')
        return texts.filter(text => !shown.includes(text))
      },
      { timeout: patience },
    )
    .toEqual([])
}

/** None of the texts on this page has become a script, an element, or an address to which something was sent. */
export async function isHarmless(page: Page): Promise<void> {
  const made = await page.evaluate(() => ({
    pwned: Reflect.get(window, 'pwned'),
    elements: [
      ...document.querySelectorAll(
        'body :is(script, iframe, style, base, math, template, object, embed, img, details[open], svg:not([class]), form[action], [onerror], [onload], [onmouseover], [ontoggle], a[href^="javascript" i], a[href^="data" i])',
      ),
    ].map(each => each.outerHTML),
  }))
  expect(made).toEqual({ pwned: undefined, elements: [] })
}

/** Whatever the page asks for that only these texts name. */
export function foreignOf(page: Page): readonly string[] {
  const foreign: string[] = []
  page.on('request', request => {
    if (/a\.example|b\.example|\/x$/.test(request.url())) foreign.push(request.url())
  })
  return foreign
}
