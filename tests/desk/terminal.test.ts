import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import PostalMime from 'postal-mime'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { actions as records } from '../../lib/protocol/actions.ts'
import { librarianChat } from '../../terminal/librarian-chat.ts'
import { type PassFile, passFile } from '../../terminal/pass-file.ts'
import { patronChat } from '../../terminal/patron-chat.ts'
import type { Screen } from '../../terminal/screen.ts'
import { startDesk, type TestDesk } from './desk.ts'

/** A terminal in which the test types lines and reads what is shown. */
function terminal() {
  const shown: string[] = []
  let handle: (line: string) => Promise<void> = async () => {}
  let typing: () => void = () => {}
  const over = Promise.withResolvers<void>()
  const ready = Promise.withResolvers<void>()
  const screen: Screen = {
    live: true,
    show: text => void shown.push(text),
    prompt: () => {},
    lines: each => {
      handle = each
      ready.resolve()
      return over.promise
    },
    onTyping: listener => {
      typing = listener
    },
    close: () => over.resolve(),
  }
  return {
    screen,
    shown,
    ready: ready.promise,
    type: (line: string) => {
      if (!line.startsWith('/')) typing()
      return handle(line)
    },
    reads: (words: string) => expect.poll(() => shown.join('\n')).toContain(words),
    quit: () => over.resolve(),
  }
}

describe('the terminals of a patron and of librarians, at the whole desk', () => {
  let desk: TestDesk
  const running: Promise<void>[] = []
  const terminals: ReturnType<typeof terminal>[] = []

  beforeAll(async () => {
    desk = await startDesk()
  })
  afterAll(async () => {
    for (const each of terminals) each.quit()
    await Promise.all(running)
    await desk.stop()
  })

  const librarian = async (email: string) => {
    const there = terminal()
    terminals.push(there)
    running.push(
      librarianChat(desk.cloud.urls.http, async () => ({ idToken: await desk.cloud.signIn(email) }), there.screen),
    )
    await there.ready
    return there
  }
  const patron = async (
    library: string,
    question: string,
    about: { name?: string; email?: string; kept?: PassFile } = {},
  ) => {
    const there = terminal()
    terminals.push(there)
    const over = patronChat({ http: desk.cloud.urls.http, library, ...about }, there.screen)
    running.push(over)
    await there.ready
    if (question) await there.type(question)
    return { ...there, over }
  }

  const replyAddress = async () => {
    const mail = (await desk.cloud.mail()).find(({ subject }) =>
      subject.startsWith('[State College Library] Follow-up'),
    )
    return (await PostalMime.parse(mail?.raw ?? '')).replyTo?.[0]?.address
  }

  const mailedCode = async () => {
    const mail = (await desk.cloud.mail()).findLast(({ subject }) => subject.startsWith('Your code'))
    return /Your code is (\d{6})\./.exec((await PostalMime.parse(mail?.raw ?? '')).text ?? '')?.[1]
  }

  it('every action of the protocol, by what a person types, from the question to the goodbye', async () => {
    const sent = vi.spyOn(WebSocket.prototype, 'send')
    const rob = await librarian('rob@state-college.example.org')
    await rob.type('/off')
    await rob.reads('You are off duty')
    await rob.type('/on library:nowhere')
    await rob.reads('You can come on duty only for your own pools.')
    await rob.type('/on')
    await rob.reads('You are on duty.')
    const tom = await patron('mesa', 'Who was first?', { name: 'Tom' })
    await rob.reads('Who was first?')
    await desk.clock.advance(1_000)
    const jane = await patron('state-college', 'Where are the almanacs?', { name: 'Jane' })
    await rob.reads('Where are the almanacs?')
    await rob.type('/who')
    await rob.type('/pick 2')
    await rob.reads('/pick 2 because')
    await rob.type('/pick 2 because she has a class in five minutes')
    await jane.reads('Rob from State College has joined you.')
    await rob.type('/about')
    await rob.reads('https://library.state-college.example.org/staff/chat-policies')
    await rob.reads('renewals (Renewals): Patrons renew online')
    await rob.type('/policies')
    await rob.reads('visitors (Visitors): Visitors may use the databases')
    await rob.type('/policies mesa')
    await rob.reads('Mesa City Library: ')
    await rob.type('/mistake nothing')
    await rob.reads('The library has no such statement')
    await rob.type('/mistake renewals')
    await rob.reads('Their library will be told when the session is over.')
    await rob.type('/greet')
    await jane.reads("I'm ready to help!")
    await jane.type('I have found a blog.')
    await rob.reads('I have found a blog.')
    await rob.type('/scripts')
    await rob.reads('still-searching')
    await rob.type('/script still-searching')
    await jane.reads("I'm still searching, Jane")
    await rob.type('/search  african americans and business* and "new york" ')
    await jane.reads('\n african americans and business* and "new york" ')
    await rob.type('/resource https://almanac.example.org "The Almanac" Home > Almanacs')
    await jane.reads('The Almanac')
    await rob.type('/note Call her first.')
    await rob.type('/policy The reading room moved.')
    await rob.type('/contact')
    await jane.reads('asks where your library can write to you')
    await jane.type('jane@patrons.example.org')
    await jane.reads('type it once more')
    await jane.type('jane@patrons.example.org')
    await rob.reads('the patron has given jane@patrons.example.org')
    await rob.type('/attest jane@patrons.example.org')
    await jane.type('/transcript')
    await jane.reads('Confirm your email address first')
    await jane.type('/code')
    await jane.reads('A code is on its way to jane@patrons.example.org')
    await desk.clock.advance(1_000)
    await jane.type('/code 12345')
    await jane.reads('must be six digits')
    await jane.type(`/code ${await mailedCode()}`)
    await rob.reads('has confirmed jane@patrons.example.org with a code')
    await jane.type('/transcript')
    await jane.reads('You will get this conversation by email when it is over.')
    await rob.type('/close answered')
    await rob.reads('/despite not-asked')
    await rob.type('/again')
    await rob.reads('Where are the almanacs?')
    await rob.type('/suggest open')
    await rob.reads('follow-up-by-patrons-library')
    await rob.reads('#account (Loans and accounts)')

    const nancy = await librarian('nancy@valley-university.example.edu')
    await rob.type('/room')
    await rob.reads('You are in the staff room.')
    await nancy.type('/room Does anybody read Navajo?')
    await rob.reads('[staff room] Nancy, Valley University: Does anybody read Navajo?')
    await rob.type('/call nancy because she knows the archive')
    await nancy.reads('needs a colleague ("she knows the archive")')
    await nancy.type('/join')
    await jane.reads('Both are here to help you.')
    await nancy.type('The volumes of 1905 are in our archive.')
    await jane.reads('The volumes of 1905 are in our archive.')
    await rob.reads('The volumes of 1905 are in our archive.')
    await nancy.type('/go')
    await jane.reads('has left.')
    await rob.type('/uncall')
    await rob.reads('You no longer ask for a colleague.')
    await rob.type('/people')
    await rob.reads('  you: Rob')
    await rob.type('/transfer nancy "She asked before."')
    await nancy.reads('She asked before.')
    await nancy.type('/accept')
    await jane.reads('Nancy, Valley University takes over.')
    await nancy.type('Does this completely answer your question?')
    await jane.reads('Does this completely answer your question?')
    await nancy.type('/close follow-up-by-patrons-library none "Wants the 1905 volume"')
    await jane.reads('somebody is here day and night')
    await jane.type('splendid')
    await jane.reads('Type yes, partly or no')
    await jane.type('yes')
    await jane.reads('Thank you. It helps the library.')

    await desk.clock.advance(2_000)
    await rob.type('/owed')
    await rob.reads('#1  Jane, of state-college, the library’s, new, answer by 2026-11-30')
    await rob.type('/owed 1')
    await rob.reads('jane@patrons.example.org (confirmed); new.')
    await rob.type('/take 1')
    await rob.reads('#1 is taken.')
    const held = { subject: 'Re', from: 'eve@elsewhere.example.org', to: await replyAddress(), text: 'Third floor.' }
    await createTransport(`${desk.cloud.urls.smtp}`).sendMail(held)
    await createTransport(`${desk.cloud.urls.smtp}`).sendMail({ ...held, text: 'Fourth floor.' })
    await desk.clock.advance(20_000)
    await rob.type('/send 1')
    await rob.reads('You have not seen any answer that is waiting there; /owed 1 shows them.')
    await rob.type('/owed 1')
    await rob.reads('answer 2 waits (stranger, at-once, quotes-nothing), from eve@elsewhere.example.org: ')
    await rob.type('/send 1')
    await rob.reads('Say which (1, 2), e.g. /send 1 1.')
    await rob.type('/drop 1 2')
    await rob.type('/send 1')
    await rob.reads('#1 is answered.')
    await rob.type('/owed 1')
    await rob.reads('answered by Rob')
    for (const line of ['/answer 1 Fifth floor.', '/done 1 She came by.', '/hand-over 1']) await rob.type(line)
    await rob.reads('This follow-up is already over.')
    await rob.type('/answer 7 x')
    await rob.reads('There is no follow-up with this number; see /owed.')

    await rob.type('/pick')
    await tom.reads('Rob from State College has joined you.')
    await rob.type('/off')
    await rob.reads('Your open sessions stay yours.')
    await tom.type('/leave')
    await tom.reads('You have left the conversation.')
    await rob.type('/close lost-call')
    await rob.reads('lost-call')
    const ann = await patron('mesa', 'Anybody there?')
    await desk.clock.advance(120_000)
    await ann.reads('Type your email address')
    await ann.type('ann@patrons.example.org')
    await ann.reads('type it once more')
    await ann.type('ann@patrons.example.org')
    await ann.reads('The conversation has ended.')
    for (const { shown } of [tom, jane]) expect(shown.join('\n')).not.toContain('Call her first.')
    const bully = await patron('state-college', 'You are all fools.')
    await rob.type('/on')
    await rob.reads('You are on duty.')
    await rob.type('/pick')
    await bully.reads('Rob from State College has joined you.')
    await rob.type('/step-back insults')
    await rob.reads('and nothing is mailed.')
    await bully.reads('The librarian has ended this conversation.')
    await rob.type('/stepped-back')
    await rob.reads('stepped back from')
    await rob.type('/mailbox')
    await rob.reads('for follow-ups of state-college')
    await rob.type('/set goodbye Bye.')
    await rob.reads('Type /settings first')
    await rob.type('/settings')
    await rob.reads('Settings of state-college. You may change')
    await rob.type('/set goodbye Thank you, and come again.')
    await rob.reads('goodbye of state-college is changed.')
    await rob.type('/set closed-days [never]')
    await rob.reads('closed-days › 1')
    await rob.type('/person john limit 2')
    await rob.reads('limit of john is changed.')
    await rob.type('/invite amy amy@state-college.example.org Amy')
    await rob.reads('Amy is invited.')
    await rob.type('/remove amy')
    await rob.reads('amy is removed.')
    await rob.type('/settings')
    await rob.reads('Rob from State College (rob) changed')
    await rob.type('/settings mesa')
    await rob.reads('only an administrator of the consortium may do it')
    const actions = new Set(sent.mock.calls.map(([text]) => JSON.parse(String(text)).action))
    // The simulator covers the actions that need minutes of silence or waiting. A briefing is asked for only by a terminal that was
    // opened after it came. A waiting patron's place and the queue are asked for every half a minute, which comes only if the machine is
    // slow.
    const byTime = ['place', 'queue']
    const unsent = Object.keys(records).filter(action => !actions.has(action) && !byTime.includes(action))
    expect(unsent).toEqual(['accept-rescue', 'briefing'])
  })

  it('R33 a patron comes back in another terminal with a pass that they kept; without one nothing is kept', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'coopdesk-pass-'))
    const kept = passFile(join(folder, 'eve'))
    const first = await patron('mesa', 'Is the map room open?', { name: 'Eve', kept })
    await first.reads(`--pass ${kept.name}`)
    await first.reads('/leave ends it.')
    first.quit()
    await first.over
    const again = await patron('', '', { kept })
    await again.reads('You: Is the map room open?')
    await again.type('And on Sundays?')
    await again.reads('✓')
    // Whoever is in a third terminal is told to the second, which gives way and keeps the pass.
    const third = await patron('', '', { kept })
    await third.reads('You: And on Sundays?')
    await again.reads('You went on with this conversation in another window.')
    await again.over
    expect(existsSync(kept.name)).toBe(true)
    await third.type('/leave')
    await third.over
    expect(existsSync(kept.name)).toBe(false)

    const later = passFile(join(folder, 'later'))
    const tom = await patron('mesa', 'Where is it?')
    await tom.reads('/leave ends it.')
    expect(tom.shown.join()).not.toContain('--pass')
    await tom.type('keep')
    await tom.reads('Did you mean /keep?')
    await tom.type(`/keep ${later.name}`)
    await tom.reads(`--pass ${later.name}`)
    expect(later.read()).toMatchObject({ http: desk.cloud.urls.http })
    await tom.type('/leave')
    await tom.over
    expect(existsSync(later.name)).toBe(false)
    rmSync(folder, { recursive: true })
  })
})
