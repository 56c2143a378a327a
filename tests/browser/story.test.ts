import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { person, visit } from './browser.ts'
import { lineOf } from './line.ts'
import { type Scene, sitePage, sites, startScene, visitorOn } from './scene.ts'
import { staffed } from './walk.ts'

const rob = 'rob@state-college.example.org'
const nancy = 'nancy@valley-university.example.edu'
const mei = 'mei@hudson-lakes.example.org'
const statement = '"african americans" and business*  and “new york” <b>&amp;</b>'

describe('five patrons', () => {
  let scene: Scene
  beforeAll(async () => {
    scene = await startScene()
  })
  afterAll(() => scene.stop())

  it('one asks, waits, is answered, confirms an address, and takes everything along', async () => {
    const librarian = await scene.librarian(rob)
    const { page, thread, asks, says, lines } = await scene.visitor()
    await asks('Figures on businesses in New York before 1950?', { name: 'Jane' })
    await page.getByRole('heading', { name: 'Your question is at the desk' }).waitFor()
    await thread.getByText('You are next.').waitFor()
    // R6: after two minutes nobody has to wait.
    await scene.pass(125)
    await page.getByRole('heading', { name: 'You need not wait' }).waitFor()
    await thread.getByText('Waiting for 2 minutes').waitFor()

    await librarian.pickUp()
    await thread.getByText('Rob from State College has joined you.').waitFor()
    await librarian.say('Hi Jane, I am Rob. What have you found so far?')
    await says('Only novels.')
    await librarian.push('message', ({ text }) => text === 'Only novels.')
    await librarian.say('Try this search:')
    await librarian.say(statement, { kind: 'statement' })
    const resource = {
      url: 'https://search.example.com/r;jsessionid=0A1B2C3D4E5F',
      title: 'Census of Business',
      path: 'Databases › Census',
    }
    await librarian.say('Table 2 has them.', { kind: 'resource', resource })

    // R14: the statement is there byte for byte.
    await thread.locator('pre').waitFor()
    expect(await thread.locator('pre').textContent()).toBe(statement)
    const link = thread.getByRole('link', { name: 'Census of Business' })
    expect(await link.getAttribute('href')).toBe(resource.url)
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer')
    await thread.getByText('Databases › Census').waitFor()
    await thread.getByText('This link may expire. The way above lasts longer.').waitFor()

    await librarian.about({ action: 'ask-contact' })
    await page.getByLabel('Your email address').fill('jane@example.org')
    await page.getByRole('button', { name: 'Use this address' }).click()
    await librarian.push('address-verified')
    await thread.getByText('Your library can write to jane@example.org.').waitFor()
    const closed = {
      action: 'close',
      code: 'follow-up-by-patrons-library',
      deadline: '2026-12-04',
      despite: ['not-asked'],
    }
    expect(await librarian.about(closed)).toMatchObject({ type: 'closed' })

    // R22, R23, R43: the library's goodbye, who owes the answer, where it comes and by when.
    await page.getByRole('heading', { name: 'The conversation has ended' }).waitFor()
    await page.getByText('Thank you for using State College Library').waitFor()
    await page
      .getByText(
        'It comes by email to jane@example.org, and may take several days. You will have it by Friday, December 4.',
      )
      .waitFor()
    await page.getByText('It shows who has your question').waitFor()
    const saving = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save this conversation as a file' }).click()
    const saved = await readFile(await (await saving).path(), 'utf8')
    expect(saved).toContain(`\n${statement}\n`)
    expect(saved).toContain('https://search.example.com/r;jsessionid=0A1B2C3D4E5F')
    expect((await lines()).filter(line => line.includes('Only novels.'))).toHaveLength(1)
    librarian.cut()
  })

  it('one rolls over to the whole cooperative, is transferred, and is told each time in a sentence', async () => {
    const night = await scene.librarian(mei)
    const { thread, page, asks } = await scene.visitor('riverside')
    await asks('Is there a bus to the archive?')
    await thread.getByText('Every librarian of the cooperative').waitFor()
    await night.pickUp()
    await thread.getByText('Mei (night desk) has joined you.').waitFor()
    await night.say('Hello, I am Mei, ready to help.')

    const second = await scene.librarian(nancy)
    await night.about({ action: 'transfer', librarian: 'nancy' })
    const offered = await second.push('transfer-offered')
    await second.send({ action: 'answer-transfer', session: offered.session, accept: true })
    await thread.getByText('Nancy, Valley University takes over from Mei (night desk).').waitFor()

    // R34: a librarian who vanishes.
    second.cut()
    await thread.getByText('has lost the connection for a moment').waitFor()
    await scene.pass(65)
    await thread.getByText('Another librarian will join you, and you keep your place.').waitFor()
    await page.getByRole('heading', { name: 'Your question is at the desk' }).waitFor()
    await night.pickUp()
    await night.about({ action: 'close', code: 'answered', despite: ['not-asked'] })
    await page.getByRole('heading', { name: 'The conversation has ended' }).waitFor()
    night.cut()
  })

  it('R39 R41 one is rescued from a silence, has two librarians, and is told each time in a sentence', async () => {
    const night = await scene.librarian(mei)
    const second = await scene.librarian(nancy)
    const { thread, page, asks, says } = await scene.visitor('riverside')
    await asks('Which bus goes to the archive?')
    await page.getByRole('heading', { name: 'Your question is at the desk' }).waitFor()
    const session = await night.pickUp()
    await thread.getByText('Mei (night desk) has joined you.').waitFor()
    await says('Are you there?')
    await night.push('message', ({ text }) => text === 'Are you there?')
    await scene.pass(370)
    await second.push('rescue-offered', frame => frame.session === session)
    await second.send({ action: 'accept-rescue', session })
    await thread.getByText('Nancy, Valley University takes over from Mei (night desk).').waitFor()

    await second.send({ action: 'call-for-help', session, librarian: 'mei' })
    await night.push('help-wanted', frame => frame.session === session)
    await night.send({ action: 'join', session })
    await thread.getByText('Mei (night desk) has joined Nancy, Valley University. Both are here to help you.').waitFor()
    await night.send({ action: 'leave-session', session })
    await thread.getByText('Mei (night desk) has left. Nancy, Valley University is still here.').waitFor()
    await second.send({ action: 'close', session, code: 'answered', despite: ['not-asked'] })
    await page.getByRole('heading', { name: 'The conversation has ended' }).waitFor()
    night.cut()
    second.cut()
  })

  it('R33 one drops, reloads and opens a second tab, and no word is lost or said twice', async () => {
    const librarian = await scene.librarian(rob)
    const visitor = await scene.visitor()
    const { page, context, thread, asks, says } = visitor
    const line = await lineOf(page)
    await asks('Do you lend telescopes?')
    await page.getByRole('heading', { name: 'Your question is at the desk' }).waitFor()
    await librarian.pickUp()
    await librarian.say('We do.')
    await thread.getByText('We do.').waitFor()

    // The network goes, and both write.
    line.cut()
    await page.getByText('The connection is lost. Coming back …').waitFor()
    await says('For how long?')
    await thread.getByText('Goes out when you are connected again').waitFor()
    await librarian.say('For two weeks.')
    line.mend()
    await thread.getByText('For two weeks.').waitFor()
    await librarian.push('message', ({ text }) => text === 'For how long?')
    expect(await thread.getByText('Goes out when').count()).toBe(0)

    // The machine is offline, which shows at once. What is written then goes out once.
    await context.setOffline(true)
    await page.getByText('You are offline. What you write goes out when you are back.').waitFor()
    await says('And a map of the sky?')
    await thread.locator('.unsent', { hasText: 'And a map of the sky?' }).getByText('Goes out when').waitFor()
    await context.setOffline(false)
    await librarian.push('message', ({ text }) => text === 'And a map of the sky?')
    await expect.poll(() => thread.locator('.unsent').count()).toBe(0)

    // A reload goes on, with what was begun and not sent.
    await page.getByLabel('Your message').fill('And the')
    await page.reload()
    await thread.getByText('For two weeks.').waitFor()
    expect(await page.getByLabel('Your message').inputValue()).toBe('And the')
    await says('And the tripod?')
    await librarian.push('message', ({ text }) => text === 'And the tripod?')

    // What is begun stays in its own window. A tab that was duplicated has the pass, too. One of the two has the conversation.
    const storage = await page.evaluate(() => JSON.stringify(sessionStorage))
    line.refuse()
    await says('And a chart?')
    await thread.locator('.refused', { hasText: 'And a chart?' }).waitFor()
    line.take()
    await page.getByLabel('Your message').fill('One more')
    const other = await context.newPage()
    await other.addInitScript(kept => {
      for (const [name, value] of Object.entries(JSON.parse(kept))) sessionStorage.setItem(name, String(value))
    }, storage)
    await other.goto(sites['state-college'])
    const second = visitorOn(context, other)
    await second.thread.getByText('And the tripod?').waitFor()
    await page.getByRole('heading', { name: 'You went on in another window' }).waitFor()
    await second.says('Thank you!')
    await librarian.push('message', ({ text }) => text === 'Thank you!')
    await page.getByRole('button', { name: 'Go on here' }).click()
    await thread.getByText('Thank you!').waitFor()
    expect(await page.getByLabel('Your message').inputValue()).toBe('One more')
    // Nor is what the desk had not taken lost, and the words that were begun outlast it.
    await librarian.push('message', ({ text }) => text === 'And a chart?')
    await expect.poll(() => thread.locator('.unsent').count()).toBe(0)
    expect(await page.evaluate(() => JSON.stringify(sessionStorage))).toContain('One more')
    await other.getByRole('heading', { name: 'You went on in another window' }).waitFor()

    const texts = librarian.pushes
      .filter(({ type, from }) => type === 'message' && from === 'patron')
      .map(({ text }) => text)
    expect(texts.slice(-5)).toEqual([
      'For how long?',
      'And a map of the sky?',
      'And the tripod?',
      'Thank you!',
      'And a chart?',
    ])
    expect(await thread.locator('.words .text').allTextContents()).toEqual([
      'Do you lend telescopes?',
      'We do.',
      // It was said while the patron was away, so it is before what reached the desk later.
      'For two weeks.',
      'For how long?',
      'And a map of the sky?',
      'And the tripod?',
      'Thank you!',
      'And a chart?',
    ])
    librarian.cut()
  })

  it('one comes to a closed library, and leaves a question', async () => {
    const opensAt = Date.UTC(2026, 10, 25, 14)
    scene.pages.says.availability = { at: 0, open: false, staffed: false, waiting: 0, opensAt }
    const { page, asks } = await scene.visitor('mesa')
    await asks('Who built the old bridge?')
    await page.getByText('Please fill this in.').waitFor()
    expect(await page.getByLabel('Your email address').evaluate(field => field.matches(':focus'))).toBe(true)
    await page.getByLabel('Your email address').fill('sam@example.org')
    await page.getByRole('button', { name: 'Send my question' }).click()
    await page.getByRole('heading', { name: 'Your question is with your library' }).waitFor()
    await page.getByText('It comes by email to sam@example.org').waitFor()
    scene.pages.says.availability = undefined
  })

  it('R43 one meets a flood, keeps the question, and is told who has it in the end', async () => {
    // Without it the form is for nobody's hours, and asks for an address first.
    scene.pages.says.availability = staffed
    const { page, asks } = await scene.visitor('mesa')
    const bodies: string[] = []
    let answer: { status: number; json: object } | undefined = { status: 429, json: { message: 'Too Many Requests' } }
    await page.route('**/libraries/*/sessions', async route => {
      if (route.request().method() !== 'POST') return route.continue()
      bodies.push(route.request().postData() ?? '')
      if (!answer) return route.continue()
      await route.fulfill({ ...answer, headers: { 'access-control-allow-origin': '*' } })
    })
    await asks('Maps of 1905?')
    await page.getByRole('heading', { name: 'The desk is busy' }).waitFor()
    await page.getByText('Your question is safe here. The next try is in').waitFor()
    expect(await page.getByRole('blockquote').textContent()).toBe('Maps of 1905?')
    // It tries again, by itself or at once, and it is always the same question.
    await page.getByRole('button', { name: 'Try now' }).click()
    await expect.poll(() => bodies.length).toBeGreaterThan(1)
    expect(new Set(bodies).size).toBe(1)

    const tooMany = 'Too many people are waiting. Leave your email address, and your library will answer you.'
    answer = { status: 409, json: { code: 'desk-full', reason: tooMany } }
    await page.getByRole('alert').getByText(tooMany).waitFor()
    expect(await page.getByLabel('What would you like to know?').inputValue()).toBe('Maps of 1905?')
    await page.getByLabel('Your email address').fill('ana@example.org')
    answer = undefined
    await page.getByRole('button', { name: 'Send my question' }).click()
    await page.getByRole('heading', { name: 'Your question is with your library' }).waitFor()
    await page.getByText('owes you an answer. It comes by email to ana@example.org').waitFor()
    await page.getByText('It shows who has your question and by when they answer.').waitFor()
    scene.pages.says.availability = undefined
  })

  it('R43 one keeps the question where the network says nothing, and comes again when the desk says', async () => {
    scene.pages.says.availability = staffed
    const context = await person(scene.browser)
    await context.clock.install()
    const page = await visit(context, { at: sites.mesa, html: sitePage(scene.pages, 'mesa') })
    const { asks } = visitorOn(context, page)
    const bodies: string[] = []
    let answer: 'fails' | 'refuses' | undefined = 'fails'
    await page.route('**/libraries/*/sessions', async route => {
      if (route.request().method() !== 'POST') return route.continue()
      bodies.push(route.request().postData() ?? '')
      // A throttled API does without the headers that a page needs, so fetch fails, and has no status.
      if (answer === 'fails') return route.abort()
      if (!answer) return route.continue()
      const cors = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'retry-after' }
      await route.fulfill({
        status: 429,
        json: { code: 'too-many-questions', reason: 'Please wait.' },
        headers: { ...cors, 'retry-after': '600' },
      })
    })
    await asks('Maps of 1906?')
    await page.getByRole('heading', { name: 'The desk is busy' }).waitFor()
    expect(await page.getByRole('blockquote').textContent()).toBe('Maps of 1906?')
    await expect.poll(() => bodies.length, { timeout: 30_000 }).toBeGreaterThan(2)

    answer = 'refuses'
    const tooMany = page.getByText('Too many questions have come from your connection.').filter({ visible: true })
    await tooMany.waitFor()
    await page.getByText('The next try is in 10 minutes.').waitFor()
    expect(await page.getByRole('button', { name: 'Try now' }).count()).toBe(0)
    // Nothing is sent before that, not even when the network comes back.
    const tries = bodies.length
    await page.evaluate(() => dispatchEvent(new Event('online')))
    await context.clock.fastForward(300_000)
    await page.getByText('The next try is in 5 minutes.').waitFor()
    expect(bodies).toHaveLength(tries)
    expect(new Set(bodies).size).toBe(1)
    // Whoever goes back finds the question as it was.
    await page.getByRole('button', { name: 'Back to my question' }).click()
    expect(await page.getByLabel('What would you like to know?').inputValue()).toBe('Maps of 1906?')
    await page.getByRole('button', { name: 'Ask now' }).click()
    await tooMany.waitFor()
    answer = undefined
    await context.clock.fastForward(660_000)
    await page.getByRole('heading', { name: 'Your question is at the desk' }).waitFor()
    // Whoever comes next is not behind this question.
    const librarian = await scene.librarian(rob)
    await librarian.pickUp()
    await librarian.say('The map room has them.')
    const closed = await librarian.about({ action: 'close', code: 'answered', despite: ['not-asked'] })
    expect(closed).toMatchObject({ type: 'closed' })
    await context.close()
    scene.pages.says.availability = undefined
  })

  it('R43 one reloads the page while the desk is busy, and the same form is sent when it is time', async () => {
    scene.pages.says.availability = staffed
    const context = await person(scene.browser)
    await context.clock.install()
    const page = await visit(context, { at: sites.mesa, html: sitePage(scene.pages, 'mesa') })
    const { asks } = visitorOn(context, page)
    const bodies: string[] = []
    let isBusy = true
    await page.route('**/libraries/*/sessions', async route => {
      if (route.request().method() !== 'POST') return route.continue()
      bodies.push(route.request().postData() ?? '')
      if (!isBusy) return route.continue()
      const cors = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'retry-after' }
      await route.fulfill({
        status: 503,
        json: { code: 'too-many-questions', reason: 'Please wait.' },
        headers: { ...cors, 'retry-after': '300' },
      })
    })
    await asks('Maps of 1907?', { name: 'Ana' })
    const busy = page.getByRole('heading', { name: 'The desk is busy' })
    await busy.waitFor()
    await page.reload()
    // It opens by itself, with the question, and asks no earlier than the desk has said.
    await busy.waitFor()
    expect(await page.getByRole('blockquote').textContent()).toBe('Maps of 1907?')
    expect(await page.getByRole('button', { name: 'Try now' }).count()).toBe(0)
    expect(bodies).toHaveLength(1)
    await page.getByRole('button', { name: 'Back to my question' }).click()
    expect(await page.getByLabel('What would you like to know?').inputValue()).toBe('Maps of 1907?')
    expect(await page.getByLabel('Your name').inputValue()).toBe('Ana')
    await page.getByRole('button', { name: 'Ask now' }).click()
    await busy.waitFor()
    await page.reload()
    await busy.waitFor()
    isBusy = false
    await context.clock.fastForward(330_000)
    await page.getByRole('heading', { name: 'Your question is at the desk' }).waitFor()
    expect(bodies).toHaveLength(3)
    expect(bodies[2]).toBe(bodies[1])
    const librarian = await scene.librarian(rob)
    await librarian.pickUp()
    await librarian.say('The map room has them.')
    await librarian.about({ action: 'close', code: 'answered', despite: ['not-asked'] })
    // Whoever asks after it finds an empty form.
    await page.getByRole('button', { name: 'Ask another question' }).click()
    expect(await page.getByLabel('What would you like to know?').inputValue()).toBe('')
    expect(await page.getByLabel('Your name').inputValue()).toBe('')
    librarian.cut()
    scene.pages.says.availability = undefined
    await context.close()
  })

  it('one whose conversation cannot go on asks anew, and nothing of the old one is said in the new one', async () => {
    const librarian = await scene.librarian(rob)
    const { page, thread } = await scene.visitor('mesa')
    await page.evaluate(() => {
      const ofAnother = { session: '01JD0000000000000000000000', pass: 'not-valid', library: 'mesa' }
      const unsent = [{ text: 'Of the old one', before: 1 }]
      sessionStorage.setItem('coopdesk.mesa', JSON.stringify({ ...ofAnother, unsent, draft: '', seenAt: Date.now() }))
    })
    await page.reload()
    await page.getByRole('heading', { name: 'This conversation cannot go on here' }).waitFor()
    await page.getByRole('button', { name: 'Ask another question' }).click()
    await page.getByLabel('What would you like to know?').fill('Maps of 1908?')
    await page.getByRole('button', { name: 'Ask now' }).click()
    await page.getByRole('heading', { name: 'Your question is at the desk' }).waitFor()
    await librarian.pickUp()
    await librarian.say('The map room has them.')
    await thread.getByText('The map room has them.').waitFor()
    expect(await thread.locator('.words .text').allTextContents()).toEqual(['Maps of 1908?', 'The map room has them.'])
    await librarian.about({ action: 'close', code: 'answered', despite: ['not-asked'] })
    librarian.cut()
  })

  it('R22 one confirms an address by the mailed code, after every way in which that goes wrong', async () => {
    const librarian = await scene.librarian(rob)
    const { page, asks, thread } = await scene.visitor()
    await asks('Where are the atlases?', { name: 'Lee' })
    await page.getByRole('heading', { name: 'Your question is at the desk' }).waitFor()
    const session = await librarian.pickUp()
    await thread.getByText('Rob from State College has joined you.').waitFor()
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('button', { name: 'Email me this conversation' }).click()

    // The desk has no address, so it asks for one, and doubts one that looks like a slip.
    await page.getByText('A code goes there first, so that nobody else gets your words.').waitFor()
    const address = page.getByLabel('Your email address')
    await expect.poll(() => address.evaluate(field => field.matches(':focus'))).toBe(true)
    await address.fill('lee')
    await page.getByRole('button', { name: 'Send me a code' }).click()
    await page.getByText('This does not look like an email address.').waitFor()
    await address.fill('lee@example.org')
    await page.getByRole('button', { name: 'Send me a code' }).click()
    await page.getByText('Six digits have been sent to lee@example.org.').waitFor()

    const code = page.getByLabel('The code from the email')
    const enter = async (digits: string) => {
      await code.fill(digits)
      await page.getByRole('button', { name: 'Confirm my address' }).click()
    }
    await expect.poll(() => code.evaluate(field => field.matches(':focus'))).toBe(true)
    await enter('12')
    await page.getByText('The code has six digits.').waitFor()
    expect(await code.getAttribute('aria-invalid')).toBe('true')

    const mailed = async (nth: number) => {
      await scene.pass(1)
      const mails = await scene.desk.cloud.mail()
      const texts = mails.map(({ text }) => text ?? '').filter(text => text.includes('Your code is'))
      return texts.map(text => /Your code is (\d{6})\./.exec(text)?.[1] ?? '')[nth - 1] ?? ''
    }
    const other = (digits: string) => String((Number(digits) + 1) % 1_000_000).padStart(6, '0')
    const first = await mailed(1)
    await enter(other(first))
    await page.getByText('This is not the code in the newest email.').waitFor()
    // After five wrong ones the right one is refused, too.
    for (let tried = 1; tried < 5; tried++) {
      await enter(other(first))
      await page.getByText('This is not the code in the newest email.').waitFor()
    }
    await enter(first)
    await page.getByText('This code was tried too often. Have another one sent.').waitFor()

    const again = page.getByRole('button', { name: 'Send another code' })
    await again.click()
    await page.getByRole('status').getByText('A code is on its way.').waitFor()
    const second = await mailed(2)
    // The conversation goes on meanwhile.
    for (let minutes = 0; minutes < 30; minutes += 10) {
      await librarian.say('I am still looking.')
      await scene.pass(600)
    }
    await librarian.say('Here they are.')
    await enter(second)
    await page.getByText('This code has expired. Have another one sent.').waitFor()

    // Five codes are enough for one conversation. Of the newest, spaces do no harm.
    for (let nth = 3; nth <= 5; nth++) {
      await scene.pass(61)
      await again.click()
      await page.getByRole('status').getByText('A code is on its way.').waitFor()
    }
    const last = await mailed(5)
    await scene.pass(61)
    await again.click()
    await page.getByRole('status').getByText('Enough codes have been sent for this conversation.').waitFor()
    await enter(`${last.slice(0, 3)} ${last.slice(3)}`)
    const done = page.getByText('You will get this conversation by email.')
    await done.waitFor()
    await expect.poll(() => done.evaluate(line => line.matches(':focus'))).toBe(true)
    expect(await librarian.push('address-verified', frame => frame.session === session)).toMatchObject({
      ...{ email: 'lee@example.org', verified: 'confirmed' },
    })
    librarian.cut()
  })

  it('R38 one is at a computer that others use: nothing is kept there, and going away or idling ends the conversation', async () => {
    const librarian = await scene.librarian(rob)
    const context = await person(scene.browser)
    await context.clock.install()
    const page = await visit(context, { at: sites['state-college'], html: sitePage(scene.pages, 'state-college') })
    const { thread, asks, says, lines } = visitorOn(context, page)
    const kept = () => page.evaluate(() => JSON.stringify(sessionStorage))
    const isShared = page.getByRole('checkbox', { name: 'Other people use this computer' })
    const talks = async (question: string) => {
      await asks(question)
      await page.getByRole('heading', { name: 'Your question is at the desk' }).waitFor()
      const session = await librarian.pickUp()
      await librarian.say('Hello.')
      await thread.getByText('Hello.').waitFor()
      await page.getByRole('button', { name: 'More' }).click()
      return session
    }
    const left = (session: string) => librarian.push('patron-left', frame => frame.session === session)

    const first = await talks('What is my fine?')
    expect(await kept()).toContain(first)
    await isShared.click()
    expect(await kept()).toBe('{}')
    await says('My card is 4711.')
    await librarian.push('message', ({ text }) => text === 'My card is 4711.')
    await page.getByLabel('Your message').fill('And my name')
    expect(await kept()).toBe('{}')
    await page.reload()
    await left(first)
    await page.getByRole('button', { name: 'Ask a librarian' }).click()
    expect(await page.getByLabel('What would you like to know?').inputValue()).toBe('')
    await page.getByRole('button', { name: 'Put aside' }).click()
    await librarian.about({ action: 'close', code: 'answered', despite: ['not-asked'] })

    const second = await talks('Do I owe anything?')
    await isShared.click()
    await context.clock.fastForward('10:01')
    await left(second)
    await page.getByRole('heading', { name: 'You have left' }).waitFor()
    expect(await lines()).toEqual([])
    expect(await page.getByText('Do I owe anything?').count()).toBe(0)
    await librarian.about({ action: 'close', code: 'answered', despite: ['not-asked'] })

    // Whoever comes next has all the time that they need for their question.
    await page.getByRole('button', { name: 'Ask another question' }).click()
    await page.getByLabel('What would you like to know?').fill('Where is the bindery?')
    await context.clock.fastForward('10:01')
    expect(await page.getByLabel('What would you like to know?').inputValue()).toBe('Where is the bindery?')
    await context.close()
    librarian.cut()
  })

  it('R33 one has a slow network, sees what is on its way, goes on writing, and nothing is said twice', async () => {
    const librarian = await scene.librarian(rob)
    const { page, thread, asks, says } = await scene.visitor()
    const held: (() => void)[] = []
    let isSlow = false
    await page.routeWebSocket(/^ws/, route => {
      const server = route.connectToServer()
      server.onMessage(frame => {
        // Whether the desk can tell the wait depends on how long others waited. This one can.
        const { type, ...place } = JSON.parse(String(frame))
        if (type === 'place') return route.send(JSON.stringify({ type, ...place, before: 2, expectedWait: 190 }))
        if (isSlow) held.push(() => route.send(frame))
        else route.send(frame)
      })
    })
    await asks('Is the map room open?')
    await page.getByRole('heading', { name: 'Your question is at the desk' }).waitFor()
    await thread.getByText('2 people are before you.').waitFor()
    await thread.getByText('Expect about 4 minutes').waitFor()
    await librarian.pickUp()
    await librarian.say('It is.')
    await thread.getByText('It is.').waitFor()

    // What the patron says arrives, and the desk's replies are late.
    isSlow = true
    await says('Until when?')
    await librarian.push('message', ({ text }) => text === 'Until when?')
    await thread.locator('.unsent', { hasText: 'Until when?' }).getByText('On its way').waitFor()
    expect(await page.getByLabel('Your message').inputValue()).toBe('')
    // What comes next waits for its turn.
    await says('And on Sunday?')
    expect(await thread.locator('.unsent .text').allTextContents()).toEqual(['Until when?', 'And on Sunday?'])
    await page.getByLabel('Your message').fill('And the')

    isSlow = false
    for (const arrive of held) arrive()
    await librarian.push('message', ({ text }) => text === 'And on Sunday?')
    await expect.poll(() => thread.locator('.unsent').count()).toBe(0)
    expect(await page.getByLabel('Your message').inputValue()).toBe('And the')
    await librarian.say('Until six, on both days.')
    await thread.getByText('Until six, on both days.').waitFor()
    expect(await thread.locator('.words .text').allTextContents()).toEqual([
      'Is the map room open?',
      'It is.',
      'Until when?',
      'And on Sunday?',
      'Until six, on both days.',
    ])
    const heard = librarian.pushes.filter(({ type, from }) => type === 'message' && from === 'patron')
    expect(heard.map(({ text }) => text).slice(-2)).toEqual(['Until when?', 'And on Sunday?'])
    librarian.cut()
  })
})
