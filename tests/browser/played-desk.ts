import { build } from 'esbuild'
import type { Browser, Page, WebSocketRoute } from 'playwright-core'
import { webBuild } from '../../infra/bundle-web.ts'
import { person } from './browser.ts'
import { countRenders } from './renders.ts'

/** A desk that is played for one page of a librarian, with as much on it as a real one would need hours for. */
export interface PlayedDesk {
  readonly page: Page
  push(frame: object): void
  close(): Promise<void>
}

export interface Busy {
  readonly sessions: number
  /** In each session. */
  readonly messages: number
  readonly waiting: number
}

const origin = 'https://desk.example.org'
const idOf = (kind: string, number: number) => `01JD${kind}${String(number).padStart(21, '0')}`
export const sessionId = (number: number) => idOf('S', number)
export const waitingId = (number: number) => idOf('W', number)

/** Somebody who waits, the longer the smaller their number. */
export function patronWaiting(number: number, now: number): object {
  return {
    session: waitingId(number),
    library: 'mesa',
    askedAt: now - 900_000 + number * 1_000,
    question: `Q${number}?`,
  }
}

function scriptsOf(owner: string) {
  return Array.from({ length: 20 }, (_, at) => ({ id: `${owner}-${at}`, title: `${owner} ${at}`, text: 'One moment.' }))
}

const briefing = {
  ...{ library: 'Mesa', timeZone: 'America/Phoenix', open: true, greeting: 'Hello.', goodbye: 'Goodbye.' },
  scripts: { mine: scriptsOf('mine'), myLibrary: scriptsOf('ours'), patronsLibrary: scriptsOf('theirs') },
  today: { date: '2026-11-24', time: '09:00', hours: [], facts: [] },
}

function answers({ sessions, messages, waiting }: Busy, began: number) {
  const said = (number: number) => ({
    number,
    from: number % 2 ? 'patron' : 'librarian',
    at: began - (messages - number) * 1_000,
    text: `Message ${number}: where the almanacs of the county are, and whether they may be borrowed.`,
  })
  const all = Array.from({ length: messages }, (_, at) => said(at + 1))
  const whoWaits = Array.from({ length: waiting }, (_, at) => patronWaiting(at, began))
  const ids = Array.from({ length: sessions }, (_, at) => sessionId(at))
  return ({ action, session, n, after }: Readonly<Record<string, unknown>>): object => {
    if (action === 'on-duty')
      return { type: 'on-duty', pools: ['cooperative'], limit: 50, waiting: whoWaits, sessions: ids }
    if (action === 'queue') return { type: 'queue', waiting: whoWaits }
    if (action === 'typing') return { type: 'typed', session }
    if (action === 'briefing') return { type: 'briefing', session, briefing }
    if (action === 'say') return { type: 'said', session, n, number: messages + 1, at: Date.now() }
    if (action !== 'resume') return { type: 'refused', action, code: 'malformed', reason: 'This desk is played.' }
    const patron = { name: `Patron ${session}`, here: true }
    const fresh = all.filter(({ number }) => number > Number(after))
    return {
      ...{ type: 'resumed', session, library: 'mesa', status: 'active', askedAt: began - 1_000_000, last: messages },
      ...{ patron, n: 0, messages: fresh, more: false },
    }
  }
}

/** The desk's page with a count of what it renders, as built for deployment and with its functions' names. */
async function countedPage(): Promise<string> {
  const { outputFiles } = await build({
    ...webBuild,
    jsxImportSource: 'react',
    define: { 'process.env.NODE_ENV': '"production"' },
    entryPoints: ['web/desk/main.tsx'],
    format: 'iife',
    keepNames: true,
    write: false,
  })
  return outputFiles[0]?.text ?? ''
}

/** Runs in the page: the tab has been signed in before, and on duty. */
function isSignedIn(isOnDuty: boolean): void {
  const kept = { tokens: { idToken: 'played' }, endsAt: Number.MAX_SAFE_INTEGER }
  sessionStorage.setItem('coopdesk.signed-in', JSON.stringify({ issuer: location.origin, clientId: 'desk', kept }))
  if (isOnDuty) sessionStorage.setItem('coopdesk.duty', 'on')
}

/** Opens the page as somebody who is signed in and on duty, and waits until everything is on it. */
export async function playDesk(
  browser: Browser,
  busy: Busy,
  options: { readonly ticks: boolean },
): Promise<PlayedDesk> {
  const context = await person(browser)
  context.setDefaultTimeout(240_000)
  const script = await countedPage()
  await context.route(`${origin}/**`, route => {
    const { pathname } = new URL(route.request().url())
    if (pathname === '/desk.js') return route.fulfill({ contentType: 'text/javascript; charset=utf-8', body: script })
    if (pathname === '/tickets') {
      const ticket = { ticket: 'played', socket: `${origin.replace('http', 'ws')}/socket` }
      return route.fulfill({ status: 201, json: { librarian: 'rob', name: 'Rob', role: 'librarian', ...ticket } })
    }
    if (pathname.startsWith('/libraries/'))
      return route.fulfill({ json: { id: 'mesa', name: 'Mesa Library', timeZone: 'UTC', hours: [], closedDays: [] } })
    const html =
      '<!doctype html><html lang="en"><title>Desk</title><div id="desk"></div><script src="/desk.js"></script>'
    return route.fulfill({ contentType: 'text/html; charset=utf-8', body: html })
  })
  const page = await context.newPage()
  let socket: WebSocketRoute | undefined
  const answer = answers(busy, Date.now())
  await page.routeWebSocket(/\/socket$/, route => {
    socket = route
    route.onMessage(text => {
      const frame = JSON.parse(String(text))
      if (frame.id !== undefined) route.send(JSON.stringify({ ...answer(frame), re: frame.id, now: Date.now() }))
    })
  })
  await page.addInitScript(countRenders, options.ticks)
  await page.addInitScript(isSignedIn, busy.sessions > 0)
  await page.goto(origin)
  if (busy.waiting > 0)
    await page
      .locator('.slip')
      .nth(busy.waiting - 1)
      .waitFor()
  else await page.locator('.nobody').waitFor()
  if (busy.sessions > 0) {
    await page
      .locator('.card')
      .nth(busy.sessions - 1)
      .waitFor()
    await page
      .locator('.lines > li')
      .nth(busy.messages - 1)
      .waitFor()
    await page.locator('#words').focus()
  }
  return {
    page,
    push: frame => socket?.send(JSON.stringify(frame)),
    close: () => context.close(),
  }
}
