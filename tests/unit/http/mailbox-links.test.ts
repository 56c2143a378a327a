import { describe, expect, it } from 'vitest'
import { mailboxLinks } from '../../../lib/access/mailbox-links.ts'
import { mailboxPages } from '../../../lib/http/mailbox-links.ts'
import { memoryTables } from '../../memory/tables.ts'
import { at, directoryOf, library } from '../members.ts'

const key = async () => new TextEncoder().encode('a-secret-of-this-consortium-alone')

/** A library whose mailbox was tested twice, and what a person reads behind the link of a test. */
async function tested() {
  const { mailboxes } = memoryTables()
  await mailboxes.learn('wren', { test: { n: 2, to: 'questions@wren.example.org', sentAt: at } })
  const links = mailboxLinks({ key, url: 'https://desk.example.org' })
  const directory = directoryOf([library('wren', 'Wren Library')])
  const pages = mailboxPages({ directory, mailboxes, mailboxLinks: links })
  const tokenOf = async (n: number, of = 'wren') => {
    const link = await links.link({ library: of, n }, at + 1_000)
    return link.slice(link.lastIndexOf('/') + 1)
  }
  const open = async (method: 'GET' | 'POST', token: string | undefined, when = at) => {
    const response = await pages[`${method} /mailboxes/{token}`]?.({ path: { token }, body: '', at: when })
    if (!response || !('html' in response)) throw new Error('A link is answered with a page.')
    const [, title, sentence] = /<h1>(.*)<\/h1>\n<p>(.*)<\/p>/.exec(response.html) ?? []
    const button = /<button type="submit">(.*)<\/button>/.exec(response.html)?.[1]
    return { status: response.status, title, sentence, button }
  }
  return { open, tokenOf, pressedAt: async () => (await mailboxes.learnt('wren')).test?.pressedAt }
}

const notValid = {
  status: 404,
  title: 'This link is not valid',
  sentence: 'It is incomplete or has expired. Please wait for the next test mail.',
  button: undefined,
}

describe('R29 the link in a test mail', () => {
  it('names the library and asks for a press; opening it, as mail scanners do, confirms nothing', async () => {
    const { open, tokenOf, pressedAt } = await tested()
    expect(await open('GET', await tokenOf(2))).toEqual({
      status: 200,
      title: 'The mailbox of Wren Library',
      sentence: 'Did you find this link in the mailbox of your library, and do you read that mailbox?',
      button: 'We read this mailbox',
    })
    expect(await pressedAt()).toBeUndefined()
  })

  it('confirms with the press that somebody reads the mailbox', async () => {
    const { open, tokenOf, pressedAt } = await tested()
    expect(await open('POST', await tokenOf(2))).toEqual({
      status: 200,
      title: 'The mailbox of Wren Library',
      sentence: 'Thank you. The desk knows that its mail reaches you.',
      button: undefined,
    })
    expect(await pressedAt()).toBe(at)
  })

  it('of an older test confirms nothing, and points to the newer mail', async () => {
    const { open, tokenOf, pressedAt } = await tested()
    expect(await open('POST', await tokenOf(1))).toEqual({
      status: 409,
      title: 'The mailbox of Wren Library',
      sentence: 'There is a newer test mail. Please press the link in that one.',
      button: undefined,
    })
    expect(await pressedAt()).toBeUndefined()
  })

  it.each(['GET', 'POST'] as const)(
    'is not valid once it has expired, was changed, or its library has left (%s)',
    async method => {
      const { open, tokenOf, pressedAt } = await tested()
      expect(await open(method, await tokenOf(2), at + 2_000)).toEqual(notValid)
      expect(await open(method, `${await tokenOf(2)}x`)).toEqual(notValid)
      expect(await open(method, undefined)).toEqual(notValid)
      expect(await open(method, await tokenOf(2, 'hale'))).toEqual(notValid)
      expect(await pressedAt()).toBeUndefined()
    },
  )
})
