import type { BrowserContextOptions } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { axeFinds, axeFindsInDark, beyondWindow } from './axe.ts'
import { type DeskScene, startDeskScene, troubles } from './desk-scene.ts'
import { walkDesk } from './walk-desk.ts'

describe('every librarian can use every screen of the desk', () => {
  let scene: DeskScene
  beforeEach(async () => {
    scene = await startDeskScene()
  })
  afterEach(() => scene.stop())

  it.each<[string, BrowserContextOptions, boolean]>([
    ['on a wide page', {}, false],
    ['on a phone, in light and in dark', { viewport: { width: 390, height: 760 } }, true],
  ])('axe finds nothing on any of them, %s', async (_where, options, isDarkToo) => {
    const found: string[] = []
    const screens: string[] = []
    await walkDesk(
      scene,
      async (screen, page) => {
        screens.push(screen)
        const inDark = isDarkToo ? await axeFindsInDark(page) : []
        const texts = [...(await axeFinds(page)), ...inDark, ...(await beyondWindow(page))]
        found.push(...texts.map(text => `${screen}: ${text}`))
      },
      options,
    )
    expect(screens.length).toBeGreaterThan(20)
    expect(found).toEqual([])
    expect(troubles.filter(text => !text.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
  })
})
