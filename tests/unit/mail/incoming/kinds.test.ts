import { describe, expect, it } from 'vitest'
import { acknowledgements } from './kinds/acknowledgements.ts'
import { answers } from './kinds/answers.ts'
import { awayNotes } from './kinds/away.ts'
import { introductions, outlookHeads } from './kinds/introductions.ts'
import { bodyOf, brokenAnew, deskAddress, libraryAddress, marked, replyDesk } from './reply-desk.ts'

type Desk = Awaited<ReturnType<typeof replyDesk>>

const name = 'Riverside Public Library'
const typed = 'We have two copies at Main.\n\nErin'
const wrote = `On Tue, Nov 24, 2026 at 3:01 PM ${name} <${deskAddress}> wrote:`

const head = ({ followUp }: Desk, type = 'text/plain') =>
  `From: Reference <${libraryAddress}>\nTo: ${followUp.replyTo}\nSubject: Re: ${followUp.subject}\nMessage-ID: <own@riverside-library.example.org>\nMIME-Version: 1.0\nContent-Type: ${type}; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n`
const reply = (desk: Desk, text: string) => `${head(desk)}${text}\n\n${wrote}\n\n${marked(desk.followUp.text)}\n`
const escaped = (text: string) => text.replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', '<br>')
const page = (desk: Desk, words: string, introduction: string, isQuoted = true) => {
  const quoted = bodyOf(desk.followUp.html)
  const cited = isQuoted ? `<blockquote>${quoted}</blockquote>` : `<div>${quoted}</div>`
  return `${head(desk, 'text/html')}<html><body>${words}<div>${escaped(introduction)}</div>${cited}</body></html>`
}
const typedPage = '<p>We have two copies at Main.</p><p>Erin</p>'

const linesOf = (text = '') =>
  text
    .split('\n')
    .map(line => line.replaceAll(/\s+/g, ' ').trim())
    .filter(line => line !== '')

async function comesOf(write: (desk: Desk) => string) {
  const desk = await replyDesk()
  const { outcome, because } = await desk.arrives(write(desk))
  const text = outcome === 'answered' ? await desk.answer() : (await desk.held())?.text
  return { outcome, because, lines: linesOf(text) }
}

/** It goes out as typed, or waits with all that was typed; of these few wait. */
async function arrives(write: (desk: Desk) => string, isHeld: boolean, words = typed) {
  const { outcome, because, lines } = await comesOf(write)
  expect(outcome, `${because}`).toBe(isHeld ? 'held' : 'answered')
  if (isHeld) expect(lines).toEqual(expect.arrayContaining(linesOf(words)))
  else expect(lines).toEqual(linesOf(words))
}

const filled = (line: string, { followUp }: Desk) =>
  line.replaceAll('NAME', name).replaceAll('ADDRESS', deskAddress).replaceAll('SUBJECT', followUp.subject)

describe('however a program introduces what it quotes, in every language that it speaks', () => {
  /** Their line names nobody, or stands above a second one in what is quoted. */
  const unnamed = ['The Bat!']
  const unmarked = /Original|原始|Ursprüng|^From: {3}|>>>/

  it.each(introductions)('%s', async (program, line) => {
    const isHeld = unnamed.includes(program)
    const isUnmarked = unmarked.test(line)
    const quoted = ({ followUp }: Desk) => (isUnmarked ? followUp.text : marked(followUp.text))
    const above = (introduction: (desk: Desk) => string) => (desk: Desk) =>
      `${head(desk)}${typed}\n\n${introduction(desk)}\n\n${quoted(desk)}\n`
    await arrives(
      above(desk => filled(line, desk)),
      isHeld,
    )
    await arrives(
      above(desk => (line.includes('\n') ? filled(line, desk) : brokenAnew(filled(line, desk), 60))),
      isHeld,
    )
    await arrives(desk => page(desk, typedPage, filled(line, desk)), isHeld || program === 'HCL Verse')
    if (isUnmarked) return
    await arrives(desk => `${head(desk)}${filled(line, desk)}\n\n${marked(desk.followUp.text)}\n\n${typed}\n`, isHeld)
  })

  it.each(outlookHeads)(
    'Outlook, %s, with and without a rule, as a text and as a page',
    async (_language, ...fields) => {
      const [from, sent, to, about] = fields
      for (const rule of ['', '________________________________\n', '-----Original Message-----\n']) {
        const block = ({ followUp }: Desk) =>
          `${rule}${from} ${name} <${deskAddress}>\n${sent}\n${to} Reference <${libraryAddress}>\n${about} ${followUp.subject}`
        await arrives(desk => `${head(desk)}${typed}\n\n${block(desk)}\n\n${desk.followUp.text}\n`, false)
        await arrives(desk => page(desk, typedPage, block(desk), false), false)
      }
    },
  )
})

describe('gateways put banners and links of theirs into what is quoted', () => {
  const gateways: readonly (readonly [string, (url: string) => string])[] = [
    ['Safe Links', url => `https://nam02.safelinks.protection.outlook.com/?url=${encodeURIComponent(url)}&sdata=x%3D`],
    [
      'Proofpoint 2',
      url => `https://urldefense.proofpoint.com/v2/url?u=${url.replaceAll('/', '_').replace(':', '-3A')}&d=D`,
    ],
    ['Proofpoint 3', url => `https://urldefense.com/v3/__${url}__;!!ABC123!xyz$`],
    ['Mimecast', () => 'https://protect-us.mimecast.com/s/AbCdEfGhIj?domain=desk.example.org'],
    ['Barracuda', url => `https://linkprotect.cudasvc.com/url?a=${encodeURIComponent(url)}&c=E,1,abc&typo=1`],
    ['Sophos', url => `https://us-west-2.protection.sophos.com?d=x&u=${Buffer.from(url).toString('base64')}&i=y`],
    ['Cisco', url => `https://secure-web.cisco.com/1abc/${encodeURIComponent(url)}`],
    ['Trend Micro', url => `https://ca-1234.trendmicro.com/wis/clicktime/v1/query?url=${encodeURIComponent(url)}`],
    ['FortiMail', url => `https://fortimail.example.edu/fmlurlsvc/?fewReq=:B:abc&url=${encodeURIComponent(url)}`],
    ['Hornetsecurity', url => `https://atpscan.global.hornetsecurity.com/?d=abc&u=${encodeURIComponent(url)}`],
    ['Avanan', url => `https://url.avanan.click/v2/___${url}___.abc`],
  ]
  const links = /https:\/\/desk[^\s"<>]+/g

  it.each(gateways)('%s', async (_gateway, as) => {
    const rewritten = (desk: Desk) => ({
      ...desk,
      followUp: {
        ...desk.followUp,
        text: desk.followUp.text.replaceAll(links, as),
        html: desk.followUp.html.replaceAll(links, as),
      },
    })
    await arrives(desk => reply(rewritten(desk), typed), false)
    await arrives(desk => page(rewritten(desk), typedPage, wrote), false)
  })

  it.each([
    '[EXTERNAL EMAIL] This email originated from outside of the organization. Do not click links.',
    'ACHTUNG: Diese E-Mail kommt von außerhalb der Organisation.',
    `You don't often get email from ${deskAddress}. Learn why this is important`,
    '【注意】このメールは社外から送信されています。',
  ])('%s', async banner => {
    await arrives(desk => `${head(desk)}${typed}\n\n${wrote}\n\n> ${banner}\n>\n${marked(desk.followUp.text)}\n`, false)
  })
})

describe('what a person typed, in any language and form', () => {
  it.each(answers)('%s: %s', (_language, text) => arrives(desk => reply(desk, text), false, text))

  it.each([
    'Yes.\n\n-- \nErin Brown\nReference\n555-0100',
    'Yes.\n\n---\n\nNo.',
    '____________\nSee page 3.',
    'Sent from my desk with love: see box 3.',
    'Yes, two copies.\n\nSent from my iPhone',
    'Yes.\n\nGet Outlook for iOS<https://aka.ms/o0ukef>',
    'Original Message\nis the title of the book.',
    'Jane asked: "Is the reading room open?"\nYes, it is.',
    'Is the reading room open?\n\nYes, it is.',
    'Date: 1905\nTitle: The plan\nSubject: Streets',
    '| a | b |\n| 1 | 2 |\n| 3 | 4 |\n| 5 | 6 |',
    'The file is confidential until 2030.',
    'Begin forwarded message:\nis how the novel begins.',
    '👍',
    'Yes',
  ])('goes out as it is: %j', text => arrives(desk => reply(desk, text), false, text))

  it.each([
    'From: 10 am\nTo: 5 pm\nClosed on Sunday.',
    'On 4 May 1905 the Gazette wrote:\n"He came."',
    '-----Original Message-----\nis the title of a poem.',
    'SELECT * FROM t WHERE a > 3;\n> 5',
    'This email has been checked for viruses by Avast.\nwww.avast.com',
    'Amy Brown/Riverside\n11/24/2026 04:00 PM\n\nI think that it is at Main.',
  ])('waits, with every word, where it looks like another mail: %j', async text => {
    const { outcome, lines } = await comesOf(desk => reply(desk, text))
    expect(outcome).toBe('held')
    for (const line of linesOf(text))
      expect(lines.map(one => one.replace(/^> /, ''))).toContain(line.replace(/^> /, ''))
  })

  it.each([
    ['<table><tr><td>Mon</td><td>9-5</td></tr><tr><td>Tue</td><td>10-6</td></tr></table>', 'Mon | 9-5\nTue | 10-6'],
    ['<ol><li>One</li><li>Two<ul><li>sub</li></ul></li></ol>', '1. One\n2. Two\n- sub'],
    ['<p>Room <s>12</s> 14</p>', 'Room 14'],
    ['<p>Room <span style="text-decoration: line-through">12</span> 14</p>', 'Room 14'],
    ['<style>.x{text-decoration:line-through}</style><p>Room <span class="a x">12</span> 14</p>', 'Room 14'],
    ['<div style="display:none">Seen by nobody</div><p>Yes</p>', 'Yes'],
    ['<p>9&nbsp;am to 10&nbsp;pm, caf&eacute; &lt;b&gt;</p>', '9 am to 10 pm, café <b>'],
    ['<p>See <a href="https://maps.example.org/2">the map</a></p>', 'See the map <https://maps.example.org/2>'],
    ['<p>the 2<sup>nd</sup> floor</p>', 'the 2nd floor'],
    ['<!-- nothing --><p>Yes</p><p>Erin</p><img src="https://x.example/logo.png" alt="Logo">', 'Yes\nErin'],
  ])('a page is read as its reader sees it: %s', (words, text) =>
    arrives(desk => page(desk, words, wrote), false, text),
  )
})

describe('what a machine wrote never goes out, though nothing but its words tells that', () => {
  it('R31 of two hundred such mails, in thirty languages, none is an answer', async () => {
    const outcomes = await Promise.all(
      [...awayNotes, ...acknowledgements].map(async ([, text]) => (await comesOf(desk => reply(desk, text))).outcome),
    )
    expect(outcomes.length).toBeGreaterThan(190)
    expect(outcomes.filter(outcome => outcome !== 'held')).toEqual([])
  })

  it.each([...awayNotes, ...acknowledgements])('%s: %s', async (_what, text) => {
    const { outcome, because } = await comesOf(desk => reply(desk, text))
    expect({ outcome, because }).toEqual({ outcome: 'held', because: expect.arrayContaining(['machine-words']) })
  })
})
