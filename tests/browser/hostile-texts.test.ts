import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { corpus } from './corpus.ts'
import { hostileNames, makeHostile, shows } from './hostile.ts'
import { type Librarian, type Scene, startScene } from './scene.ts'
import { card, staffed } from './walk.ts'

const all = corpus.join(' ')

describe('no text becomes a script or an element', () => {
  let scene: Scene
  let rob: Librarian
  beforeAll(async () => {
    scene = await startScene()
    await makeHostile(scene)
    rob = await scene.librarian('rob@state-college.example.org')
  })
  afterAll(() => scene.stop())

  it('whoever wrote it, wherever it stands', async () => {
    const { says } = scene.pages
    says.availability = staffed
    says.card = {
      ...card,
      name: all,
      logo: 'javascript:pwned=1',
      website: 'javascript:pwned=1',
      telephone: all,
      mail: '"><img src=x onerror=pwned=1>@a.example?body=x',
      timeZone: all,
      colours: { accent: 'red;background:url(https://a.example)' },
      words: {
        en: { 'form.hint': all, 'button.ask': `Ask a librarian ${corpus[1]}`, 'waiting.own': `{library} ${corpus[2]}` },
      },
      form: {
        name: 'optional',
        email: 'optional',
        fields: [
          {
            id: '"><img src=x onerror=pwned=1>',
            label: { en: all },
            required: false,
            choices: [{ id: all, label: { en: all } }],
          },
        ],
      },
      hours: [{ day: all, from: all, to: all }],
      closedDays: ['2999-01-01'],
    }
    const { page, thread, asks } = await scene.visitor()
    const foreign: string[] = []
    page.on('request', request => {
      if (request.url().includes('a.example') || request.url().endsWith('/x')) foreign.push(request.url())
    })
    await asks(all)
    await page.getByRole('heading', { name: 'Your question is at the desk' }).waitFor()
    const session = await rob.pickUp()
    await shows(thread, `${hostileNames.rob} has joined you.`)
    const nancy = await scene.librarian('nancy@valley-university.example.edu')
    await rob.about({ action: 'call-for-help', librarian: 'nancy' })
    await nancy.push('help-wanted')
    await nancy.send({ action: 'join', session })
    await shows(thread, `${hostileNames.nancy} has joined ${hostileNames.rob}.`)
    await nancy.send({ action: 'leave-session', session })
    nancy.cut()
    for (const text of corpus) await rob.say(text)
    for (const text of corpus.slice(0, 6)) await rob.say(text, { kind: 'statement' })
    for (const text of corpus) {
      const resource = { title: text, path: text, url: 'https://a.example/' }
      await rob.say(text, { kind: 'resource', resource })
    }
    await thread
      .locator('.resource')
      .nth(corpus.length - 1)
      .waitFor()

    const made = await page.evaluate(() => {
      const root = document.querySelector('coopdesk-ask')?.shadowRoot
      const wrong = root?.querySelectorAll(
        'script, iframe, style, base, math, template, object, embed, form[action], img, svg:not(.icon), [onerror], [onload], [onmouseover], [ontoggle]',
      )
      const addresses = [...(root?.querySelectorAll('a') ?? [])].map(link => link.protocol)
      return {
        pwned: Reflect.get(window, 'pwned'),
        elements: [...(wrong ?? [])].map(each => each.outerHTML),
        addresses: [...new Set(addresses)],
      }
    })
    expect(made).toEqual({ pwned: undefined, elements: [], addresses: ['https:'] })
    expect(foreign).toEqual([])
    // Every text stands there as it was written.
    const texts = await thread.locator('.words.librarian').allTextContents()
    for (const text of corpus) expect(texts.some(shown => shown.includes(text))).toBe(true)
    await rob.about({ action: 'close', code: 'answered', despite: ['not-asked'] })
    await page.getByText(`Goodbye, ${corpus[1]}`).waitFor()
    expect(await page.evaluate(() => Reflect.get(window, 'pwned'))).toBeUndefined()
    Object.assign(says, { card: undefined, availability: undefined })
  })
})
