import type { Browser } from 'playwright-core'
import { startBrowser } from './browser.ts'

/** A machine of somebody's own, with a browser on it, that can be put to sleep. */
export interface Machine {
  readonly browser: Browser
  /** Every page stops where it is. The network goes on answering for it, as it does for a tab in the background. */
  sleep(): Promise<void>
  wake(): Promise<void>
  stop(): Promise<void>
}

/** This browser goes on running a page that it was told to freeze, so its processes are stopped. */
export async function startMachine(): Promise<Machine> {
  const browser = await startBrowser()
  const tools = await browser.newBrowserCDPSession()
  const signal = async (name: 'SIGSTOP' | 'SIGCONT') => {
    const { processInfo } = await tools.send('SystemInfo.getProcessInfo')
    for (const { type, id } of processInfo) if (type === 'renderer') process.kill(id, name)
  }
  return {
    browser,
    sleep: () => signal('SIGSTOP'),
    wake: () => signal('SIGCONT'),
    stop: async () => {
      await signal('SIGCONT')
      await browser.close()
    },
  }
}
