import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { webBuild } from '../../infra/bundle-web.ts'
import { person, visit } from './browser.ts'
import { type Librarian, type Scene, sites, startScene, visitorOn } from './scene.ts'

/** The widget as it is built, with a count of what is rendered: Preact calls `__r` before a component renders. */
const counted = `
import { options } from 'preact'
import { open } from './web/widget/opened.tsx'
import { placeButton } from './web/widget/placed.ts'
const before = options.__r
window.rendered = []
options.__r = vnode => {
  if (typeof vnode.type === 'function') window.rendered.push(vnode.type.name || 'other')
  before?.(vnode)
}
placeButton(document.currentScript, async () => ({ open }))
`

describe('what a keystroke costs', () => {
  let scene: Scene
  let rob: Librarian
  beforeAll(async () => {
    scene = await startScene()
    rob = await scene.librarian('rob@state-college.example.org')
  })
  afterAll(() => scene.stop())

  it('one component is rendered, and no list is touched, in a conversation of a hundred messages', async () => {
    const { outputFiles } = await build({
      ...webBuild,
      stdin: { contents: counted, resolveDir: process.cwd() },
      format: 'iife',
      keepNames: true,
      write: false,
    })
    const context = await person(scene.browser)
    await context.route('**/counted.js', route =>
      route.fulfill({ contentType: 'text/javascript', body: outputFiles[0]?.text ?? '' }),
    )
    const html = `<!doctype html><title>Library</title><h1>Library</h1><script src="${scene.pages.url}/counted.js" data-library="state-college" defer></script>`
    const page = await visit(context, { at: sites['state-college'], html })
    const { asks, thread } = visitorOn(context, page)
    await asks('Is it open?')
    await page.getByRole('heading', { name: 'Your question is at the desk' }).waitFor()
    await rob.pickUp()
    for (let n = 1; n <= 100; n++) await rob.say(`Message ${n}`)
    await thread.getByText('Message 100').waitFor()
    await page.evaluate(() => {
      const touched: string[] = []
      Object.assign(window, { rendered: [], touched })
      const root = document.querySelector('coopdesk-ask')?.shadowRoot
      if (root)
        new MutationObserver(changes => {
          for (const { target } of changes)
            touched.push(target instanceof Element ? (target.closest('form, ol')?.className ?? '') : 'text')
        }).observe(root, { childList: true, subtree: true, characterData: true, attributes: true })
    })
    await page.getByLabel('Your message').press('a')
    await page.getByLabel('Your message').press('b')
    expect(await page.getByLabel('Your message').inputValue()).toBe('ab')
    expect(await page.evaluate(() => Reflect.get(window, 'rendered'))).toEqual(['Composer', 'Composer'])
    expect(await page.evaluate(() => Reflect.get(window, 'touched'))).toEqual([])

    // One more message renders itself and the list's own frame, and none of the hundred before it.
    await page.evaluate(() => Object.assign(window, { rendered: [] }))
    await rob.say('Message 101')
    await thread.getByText('Message 101').waitFor()
    const rendered: string[] = await page.evaluate(() => Reflect.get(window, 'rendered'))
    expect(rendered.filter(name => name === 'Words')).toHaveLength(1)
    await context.close()
  })
})
