import type { Page, WebSocketRoute } from 'playwright-core'
import { refusalSentences } from '../../lib/decisions/refusals.ts'

const refusal = { type: 'refused', code: 'out-of-order', reason: refusalSentences['out-of-order'] }

/** A page's line to the desk, as the network and the machine under the page treat it. */
export interface Line {
  /** Cuts it, and lets no other come up. */
  cut(): void
  /** Lets it come up again. */
  mend(): void
  /** The desk refuses every message of the page from now on, as it does one whose counter it does not expect. */
  refuse(): void
  /** It takes them again. */
  take(): void
  /** Every frame of the desk, as it came. */
  readonly heard: readonly string[]
}

/** Puts a hand on the line of a page that is yet to connect. */
export async function lineOf(page: Page): Promise<Line> {
  let [isCut, isRefusing] = [false, false]
  const open = new Set<WebSocketRoute>()
  const heard: string[] = []
  await page.routeWebSocket(/^ws/, route => {
    if (isCut) return void route.close()
    open.add(route)
    const desk = route.connectToServer()
    route.onMessage(text => {
      const { action, id } = JSON.parse(String(text))
      if (isRefusing && action === 'say') route.send(JSON.stringify({ ...refusal, action, re: id }))
      else desk.send(text)
    })
    desk.onMessage(text => {
      heard.push(String(text))
      route.send(text)
    })
  })
  return {
    heard,
    cut: () => {
      isCut = true
      for (const route of open) void route.close()
      open.clear()
    },
    mend: () => {
      isCut = false
    },
    refuse: () => {
      isRefusing = true
    },
    take: () => {
      isRefusing = false
    },
  }
}
