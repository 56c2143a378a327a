import type { Page, WebSocketRoute } from 'playwright-core'

/** A page's line to the desk, as the network and the machine under the page treat it. */
export interface Line {
  /** Cuts it, and lets no other come up. */
  cut(): void
  /** Lets it come up again. */
  mend(): void
  /** The page hears and says nothing, as if its machine slept. Its line stays open. */
  sleep(): void
  /** What was held back comes, in its order. */
  wake(): void
  /** Every frame of the desk, as it came. */
  readonly heard: readonly string[]
}

/** Puts a hand on the line of a page that is yet to connect. */
export async function lineOf(page: Page): Promise<Line> {
  let [isCut, isAsleep] = [false, false]
  const open = new Set<WebSocketRoute>()
  const held: (() => void)[] = []
  const heard: string[] = []
  const passing = (send: (text: string | Buffer) => void) => (text: string | Buffer) => {
    if (isAsleep) held.push(() => send(text))
    else send(text)
  }
  await page.routeWebSocket(/^ws/, route => {
    if (isCut) return void route.close()
    open.add(route)
    const desk = route.connectToServer()
    route.onMessage(passing(text => desk.send(text)))
    desk.onMessage(
      passing(text => {
        heard.push(String(text))
        route.send(text)
      }),
    )
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
    sleep: () => {
      isAsleep = true
    },
    wake: () => {
      isAsleep = false
      for (const each of held.splice(0)) each()
    },
  }
}
