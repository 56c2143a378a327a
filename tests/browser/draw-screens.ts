import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { setup as synthesise } from '../template.setup.ts'
import { setup as prepare } from './browser.setup.ts'
import { type Scene, startScene } from './scene.ts'
import { card, type WalkOptions, walk } from './walk.ts'

/**
 * `npm run screens`: pictures of every screen of the widget, as the tests go through them, in `docs/screens/`. The fonts are those
 * of the tests.
 */
const folder = 'docs/screens'

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
    if (screens && !screens.includes(screen)) return
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

function page(all: Readonly<Record<string, Series>>): string {
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
    return `## ${title}\n\n${own.map(file => `![${screenOf(name, file)}](${file})`).join('\n')}\n`
  })
  return `# The widget, screen by screen\n\nDrawn by \`npm run screens\`, as the tests go through it.\n\n${sections.join('\n')}`
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
  const wanted = process.argv.slice(2)
  const all = series(site)
  mkdirSync(folder, { recursive: true })
  if (wanted.length === 0) for (const file of readdirSync(folder)) rmSync(join(folder, file))
  for (const [name, each] of Object.entries(all))
    if (wanted.length === 0 || wanted.includes(name)) await draw(scene, name, each)
  writeFileSync(join(folder, 'README.md'), page(all))
} finally {
  await scene.stop()
}
