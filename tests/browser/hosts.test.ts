import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { person, visit } from './browser.ts'
import { type Librarian, type Scene, sites, startScene, visitorOn } from './scene.ts'
import { staffed } from './walk.ts'

const at = sites['state-college']

describe('pages of libraries, and the widget on them, leave each other alone', () => {
  let scene: Scene
  let rob: Librarian
  beforeAll(async () => {
    scene = await startScene()
    rob = await scene.librarian('rob@state-college.example.org')
    scene.pages.says.availability = staffed
  })
  afterAll(() => scene.stop())

  const script = (more = '', file = 'coopdesk.js') =>
    `<script src="${scene.pages.url}/widget/${file}" data-library="state-college" defer ${more}></script>`
  const page = (head: string, body: string) =>
    `<!doctype html><html lang="en"><head><title>Library</title>${head}</head><body>${body}</body></html>`

  /** Asks, is answered, and leaves, with every violation of the page's policy and every error on the way. */
  async function talksOn(html: string, headers: Record<string, string> = {}, frame?: string) {
    const context = await person(scene.browser)
    const wrong: string[] = []
    const requests: string[] = []
    context.on('request', request => requests.push(`${request.method()} ${request.url()} ${request.postData() ?? ''}`))
    if (frame) await context.route(`${at}frame`, route => route.fulfill({ contentType: 'text/html', body: frame }))
    const opened = await visit(context, { at, html, headers })
    opened.on('pageerror', error => wrong.push(String(error)))
    opened.on('console', message => {
      if (message.type() === 'error' && /Content Security|Trusted|refused/i.test(message.text()))
        wrong.push(message.text())
    })
    const inside = frame ? opened.frameLocator('iframe') : opened
    await inside.getByRole('button', { name: 'Ask a librarian' }).click()
    await inside.getByLabel('What would you like to know?').fill('Is it open?')
    await inside.getByRole('button', { name: 'Ask now' }).click()
    await inside.getByRole('heading', { name: 'Your question is at the desk' }).waitFor()
    await rob.pickUp()
    await rob.say('Yes, it is.')
    await inside.getByRole('region', { name: 'Conversation' }).getByText('Yes, it is.').waitFor()
    await rob.about({ action: 'close', code: 'answered', despite: ['not-asked'] })
    await inside.getByRole('heading', { name: 'The conversation has ended' }).waitFor()
    return { context, opened, wrong, requests }
  }

  it('a plain page: nothing of it is sent, no cookie is set, and nothing comes from elsewhere', async () => {
    const secret = 'A page that nobody else should hear of'
    const { context, wrong, requests } = await talksOn(
      page(`<meta name="x" content="${secret}">`, `<h1>${secret}</h1>${script()}`),
    )
    expect(wrong).toEqual([])
    expect(await context.cookies()).toEqual([])
    const elsewhere = requests.filter(
      request => !request.includes(` ${scene.pages.url}/`) && !request.startsWith(`GET ${at}`),
    )
    expect(elsewhere).toEqual([])
    expect(requests.filter(request => request.includes('nobody else'))).toEqual([])
    await context.close()
  })

  it.each([
    ['by nonce', (nonce: string) => `'nonce-${nonce}'`, 'coopdesk.js'],
    ['by one address', () => `${'ADDRESS'}/widget/coopdesk-one.js`, 'coopdesk-one.js'],
  ])('a strict policy that lets scripts in %s, and makes no script of a text', async (_how, allowed, file) => {
    const nonce = 'bm9uY2U'
    const { url } = scene.pages
    const policy = [
      `default-src 'none'; script-src ${allowed(nonce).replace('ADDRESS', url)}; style-src 'none'`,
      `connect-src ${url} ws://127.0.0.1:*; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'`,
    ].join('; ')
    const { wrong, context } = await talksOn(page('', `<h1>Library</h1>${script(`nonce="${nonce}"`, file)}`), {
      'content-security-policy': policy,
    })
    expect(wrong).toEqual([])
    await context.close()
  })

  it('hostile styles: they do not reach it, and it does not reach the page', async () => {
    const hostile = `<style>
      html { font-size: 3px } body { transform: rotate(0); filter: none }
      * { color: #f0f !important; font: 40px/3 fantasy !important; letter-spacing: 9px !important }
      coopdesk-ask, body > *, html > * { opacity: .01 !important; transform: scale(.01) !important; position: static !important; inset: auto !important }
      button, dialog, textarea, p, h2 { display: none !important; visibility: hidden !important }
    </style>`
    const plain = await talksOn(page('', `<h1 id="own">Library</h1>${script()}`))
    const styled = await talksOn(page(hostile, `<h1 id="own">Library</h1>${script()}`))
    const looks = (of: Page) =>
      of.evaluate(() => {
        const root = document.querySelector('coopdesk-ask')?.shadowRoot
        return [...(root?.querySelectorAll('dialog, h2, h3, p, .main') ?? [])].map(each => {
          const { color, fontSize, letterSpacing, display, opacity } = getComputedStyle(each)
          const { x, y, width, height } = each.getBoundingClientRect()
          return {
            tag: each.tagName,
            color,
            fontSize,
            letterSpacing,
            display,
            opacity,
            box: [x, y, width, height].map(Math.round),
          }
        })
      })
    expect(await looks(styled.opened)).toEqual(await looks(plain.opened))
    // The page looks as it does without it.
    const own = (of: Page) =>
      of.evaluate(() =>
        JSON.stringify([
          getComputedStyle(document.body).cssText,
          document.querySelector('#own')?.getBoundingClientRect(),
          Object.keys(window).length,
        ]),
      )
    const bare = await visit(plain.context, { at: `${at}bare`, html: page('', '<h1 id="own">Library</h1>') })
    expect(await own(plain.opened)).toBe(await own(bare))
    await plain.context.close()
    await styled.context.close()
  })

  it('a frame of a page', async () => {
    const inner = page('', `<h1>Catalogue</h1>${script()}`)
    const { wrong, context } = await talksOn(
      page('', `<h1>Library</h1><iframe title="Catalogue" src="/frame" width="500" height="700"></iframe>`),
      {},
      inner,
    )
    expect(wrong).toEqual([])
    await context.close()
  })

  it('a page of its own, for a catalogue that forbids scripts', async () => {
    const context = await person(scene.browser)
    const opened = await context.newPage()
    await opened.goto(`${scene.pages.url}/widget/ask.html?library=state-college`)
    await opened.getByRole('heading', { level: 1, name: 'State College Library' }).waitFor()
    expect(await opened.title()).toBe('Ask State College Library')
    const visitor = visitorOn(context, opened)
    await visitor.page.getByLabel('What would you like to know?').waitFor()
    await context.close()
  })

  it('a language of its own, written from right to left, with the words that the library brings', async () => {
    const words = {
      ar: {
        'form.question': 'ما سؤالك؟',
        'now.wait': '{minutes, plural, one {دقيقة} other {# دقائق}}',
        broken: '{',
        'form.hint': '{n, plural}',
      },
    }
    scene.pages.says.card = {
      name: 'مكتبة',
      languages: ['ar'],
      colours: {},
      words,
      form: { name: 'off', email: 'off', fields: [] },
    }
    const { page: opened, context } = await scene.visitor()
    await opened.locator('coopdesk-ask aside button').click()
    await opened.getByLabel('ما سؤالك؟').waitFor()
    await opened.getByText('4 دقائق').waitFor()
    const { x } = (await opened.locator('coopdesk-ask dialog').boundingBox()) ?? { x: -1 }
    expect(x).toBeLessThan(100)
    // A text that cannot be read is the desk's own.
    await opened.getByText('Say as much as you can').waitFor()
    scene.pages.says.card = undefined
    await context.close()
  })
})
