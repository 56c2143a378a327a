import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { setup as synthesise } from '../template.setup.ts'
import { setup as prepare } from './browser.setup.ts'
import { startDeskScene } from './desk-scene.ts'
import { type Scene, startScene } from './scene.ts'
import { card, type WalkOptions, walk } from './walk.ts'
import { walkDesk } from './walk-desk.ts'
import { walkSettings } from './walk-settings.ts'

/**
 * `npm run screens`: pictures of every screen of the widget and of the desk, as the tests go through them, in `docs/screens/`. The fonts are those
 * of the tests. `npm run screens -- wide phone/code` draws one series, and one screen of another.
 */
const folder = 'docs/screens'
const wanted = process.argv.slice(2)
const isWanted = (name: string, screen: string) =>
  wanted.length === 0 || wanted.includes(name) || wanted.includes(`${name}/${screen}`)

interface Series {
  readonly title: string
  readonly options: WalkOptions
  /** The part of the window that is shown. @default - all of it */
  readonly clip?: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
  /** @default - all of them */
  readonly screens?: readonly string[]
}

const drawer = { x: 836, y: 84, width: 444, height: 716 }
const phone = { viewport: { width: 390, height: 760 } }
const long = 'Donaudampfschifffahrtsgesellschaftsbibliothek'.repeat(3)
const some = ['form', 'waiting-offer', 'conversation', 'over']

const series = (site: string): Readonly<Record<string, Series>> => ({
  wide: { title: 'On a wide page, in light', options: {}, clip: drawer },
  'wide-dark': { title: 'On a wide page, in dark', options: { context: { colorScheme: 'dark' } }, clip: drawer },
  phone: { title: 'On a phone, in light', options: { context: phone } },
  'phone-dark': { title: 'On a phone, in dark', options: { context: { ...phone, colorScheme: 'dark' } } },
  long: {
    title: 'With long words, at 320 pixels',
    options: {
      context: { viewport: { width: 320, height: 640 } },
      card: { ...card, name: long },
      texts: { answer: long, statement: long, about: `https://example.com/${long}`, reply: long, question: long },
    },
    screens: some,
  },
  spanish: { title: 'In Spanish', options: { context: { locale: 'es' } }, clip: drawer, screens: some },
  page: { title: 'On the page of a library', options: { html: site }, screens: ['button', 'conversation'] },
})

async function draw(scene: Scene, name: string, { options, clip, screens }: Series): Promise<void> {
  const rob = await scene.librarian('rob@state-college.example.org')
  const at = async (screen: string, page: Page) => {
    if ((screens && !screens.includes(screen)) || !isWanted(name, screen)) return
    await page.mouse.move(0, 0)
    await page.screenshot({
      path: join(folder, `${name}-${screen}.png`),
      animations: 'disabled',
      ...(clip && { clip }),
    })
  }
  await walk(scene, rob, at, options)
  rob.cut()
}

/** Librarians' screens, each in light and dark, wide and on a phone. */
const forLibrarians = {
  'desk-wide': { title: 'The desk, on a wide page, in light', options: {} },
  'desk-wide-dark': { title: 'The desk, on a wide page, in dark', options: { colorScheme: 'dark' } },
  'desk-phone': { title: 'The desk, on a phone, in light', options: phone },
  'desk-phone-dark': { title: 'The desk, on a phone, in dark', options: { ...phone, colorScheme: 'dark' } },
} as const

async function drawDesk(name: keyof typeof forLibrarians): Promise<void> {
  const desk = await startDeskScene()
  try {
    const at = async (screen: string, page: Page) => {
      if (!isWanted(name, screen)) return
      await page.mouse.move(0, 0)
      await page.screenshot({ path: join(folder, `${name}-${screen}.png`), animations: 'disabled' })
    }
    await walkDesk(desk, at, forLibrarians[name].options)
    await walkSettings(desk, at, forLibrarians[name].options)
  } finally {
    await desk.stop()
  }
}

function page(all: Readonly<Record<string, { readonly title: string }>>): string {
  const files = readdirSync(folder).filter(file => file.endsWith('.png'))
  const screenOf = (name: string, file: string) => file.slice(name.length + 1, -'.png'.length)
  const sections = Object.entries(all).map(([name, { title }]) => {
    const own = files.filter(
      file =>
        file.startsWith(`${name}-`) &&
        !Object.keys(all).some(
          other => other.length > name.length && other.startsWith(name) && file.startsWith(`${other}-`),
        ),
    )
    if (own.length === 0) return ''
    return `## ${title}\n\n${own.map(file => `![${screenOf(name, file)}](${file})`).join('\n')}\n`
  })
  return `# The widget and the desk, screen by screen\n\nDrawn by \`npm run screens\`, as the tests go through it.\n\n${sections.join('\n')}`
}

synthesise()
await prepare()
const scene = await startScene()
try {
  const site = readFileSync('web/site/index.html', 'utf8')
    .replaceAll('{{desk}}', scene.pages.url)
    .replaceAll('{{library}}', 'state-college')
    .replaceAll('{{name}}', 'State College Library')
    .replace('<link rel="stylesheet" href="/site.css">', `<style>${readFileSync('web/site/site.css', 'utf8')}</style>`)
  const all = series(site)
  const isSeriesWanted = (name: string) =>
    wanted.length === 0 || wanted.some(each => each === name || each.startsWith(`${name}/`))
  mkdirSync(folder, { recursive: true })
  if (wanted.length === 0) for (const file of readdirSync(folder)) rmSync(join(folder, file))
  for (const [name, each] of Object.entries(all)) if (isSeriesWanted(name)) await draw(scene, name, each)
  for (const name of ['desk-wide', 'desk-wide-dark', 'desk-phone', 'desk-phone-dark'] as const)
    if (isSeriesWanted(name)) await drawDesk(name)
  writeFileSync(join(folder, 'README.md'), page({ ...all, ...forLibrarians }))
} finally {
  await scene.stop()
}
