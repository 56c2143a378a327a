import { AxeBuilder } from '@axe-core/playwright'
import type { BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DeskScene, startDeskScene, troubles } from './desk-scene.ts'
import { walkDesk } from './walk-desk.ts'

describe('every librarian can use every screen of the desk', () => {
  let scene: DeskScene
  beforeAll(async () => {
    scene = await startDeskScene()
  })
  afterAll(() => scene.stop())

  async function axeFindsNothing(options: BrowserContextOptions) {
    const found: string[] = []
    const screens: string[] = []
    await walkDesk(
      scene,
      async (screen, page) => {
        screens.push(screen)
        // React Aria puts hidden buttons that close a popover beside it, outside of every landmark.
        const { violations } = await new AxeBuilder({ page }).disableRules(['region']).analyze()
        for (const { id, nodes } of violations)
          found.push(`${screen}: ${id}: ${nodes.map(({ html }) => html).join(' ')}`)
      },
      options,
    )
    expect(screens.length).toBeGreaterThan(20)
    expect(found).toEqual([])
    expect(troubles.filter(text => !text.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
  }

  it('axe finds nothing on any of them, on a wide page', () => axeFindsNothing({}))
})
