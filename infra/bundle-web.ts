import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage'
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild'
import * as v from 'valibot'
import { root } from './parts/consortium-file.ts'

/** Style sheets become text, which a page adopts. A strict policy allows neither inline styles nor others of their kind. */
const styleSheets: Plugin = {
  name: 'style-sheets',
  setup: ({ onLoad }) => {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { outputFiles } = await build({ entryPoints: [path], bundle: true, minify: true, write: false })
      return { contents: outputFiles[0]?.text ?? '', loader: 'text', watchFiles: [path] }
    })
  },
}

const texts = v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.string()))

/** ICU messages are compiled here, since their compiler is three times as large as what shows them. A bad message fails the build. */
const words: Plugin = {
  name: 'words',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]words[\\/][a-z-]+\.json$/ }, async ({ path }) => {
      const messages = Object.entries(v.parse(texts, await readFile(path, 'utf8')))
      const compiled = messages.map(([key, message]) => [key, compileMessageOrThrow(message)])
      return { contents: JSON.stringify(Object.fromEntries(compiled)), loader: 'json' }
    })
  },
}

/** Pages of the last two years. */
const browsers = ['chrome119', 'edge119', 'firefox121', 'safari17.4']

/** What every page of the desk is built with. */
export const webBuild = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  platform: 'browser',
  target: browsers,
  jsx: 'automatic',
  jsxImportSource: 'preact',
  plugins: [styleSheets, words],
  charset: 'utf8',
  legalComments: 'none',
  metafile: true,
  logLevel: 'error',
} as const satisfies BuildOptions

/** The entry points of the widget and of the desk. */
const widget = join(root, 'web', 'widget')
const desk = join(root, 'web', 'desk')

/** Builds the pages of patrons and those of librarians into a folder, and returns what they are made of. */
export async function bundleWeb({ to }: { readonly to: string }): Promise<readonly Metafile[]> {
  rmSync(to, { recursive: true, force: true })
  const [forPatrons, forLibrarians] = await Promise.all([bundleWidget(to), bundleDesk(to)])
  return [...forPatrons, forLibrarians]
}

/** React Aria has words of its own in 34 languages. The desk has them in the languages that it speaks. */
const languages: Plugin = {
  name: 'languages',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]intl[\\/].*[\\/][a-z]{2}-[A-Z]{2}\.m?js$/ }, ({ path }) =>
      /en-US|es-ES|fr-FR/.test(path) ? undefined : { contents: 'export default {}', loader: 'js' },
    )
  },
}

/** The desk: its page at the root, and what the page loads, under names that hold hashes. */
async function bundleDesk(to: string): Promise<Metafile> {
  const { metafile } = await build({
    ...webBuild,
    jsxImportSource: 'react',
    plugins: [...webBuild.plugins, languages],
    define: { 'process.env.NODE_ENV': '"production"' },
    entryPoints: { desk: join(desk, 'main.tsx') },
    format: 'esm',
    splitting: true,
    outdir: join(to, 'desk'),
    entryNames: '[name]-[hash]',
    chunkNames: 'part-[hash]',
  })
  const script = entryIn(metafile, 'main.tsx')
  const page = readFileSync(join(desk, 'index.html'), 'utf8').replace('{{script}}', `desk/${script}`)
  writeFileSync(join(to, 'index.html'), page)
  copyFileSync(join(desk, 'icon.svg'), join(to, 'desk', 'icon.svg'))
  return metafile
}

/** The file name of what an entry point has become. */
function entryIn({ outputs }: Metafile, name: string): string {
  const entry = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint?.endsWith(name))
  return basename(entry?.[0] ?? '')
}

/**
 * The widget: the launcher, which a library's page loads; what it loads when it is opened; all of it in one file, for a host that
 * lists the addresses of scripts one by one; and a page of its own.
 */
async function bundleWidget(to: string): Promise<readonly Metafile[]> {
  const outdir = join(to, 'widget')
  mkdirSync(outdir, { recursive: true })
  const opened = await build({
    ...webBuild,
    entryPoints: { opened: join(widget, 'opened.tsx') },
    format: 'esm',
    splitting: true,
    outdir,
    entryNames: '[name]-[hash]',
    chunkNames: 'part-[hash]',
  })
  const define = { __OPENED__: JSON.stringify(entryIn(opened.metafile, 'opened.tsx')) }
  const launcher = await build({
    ...webBuild,
    entryPoints: { coopdesk: join(widget, 'on-a-page.ts'), ask: join(widget, 'page-of-its-own.ts') },
    format: 'iife',
    define,
    outdir,
  })
  const whole = await build({
    ...webBuild,
    entryPoints: { 'coopdesk-one': join(widget, 'in-one-file.ts') },
    format: 'iife',
    define,
    outdir,
  })
  for (const file of ['ask.html', 'ask.css']) copyFileSync(join(widget, file), join(outdir, file))
  return [opened.metafile, launcher.metafile, whole.metafile]
}
