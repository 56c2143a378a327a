import { copyFileSync, mkdirSync, rmSync } from 'node:fs'
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

/** The widget's entry points, in `web/widget/`. */
const widget = join(root, 'web', 'widget')

/**
 * Builds the pages into a folder: the launcher, which a library's page loads; what it loads when it is opened; all of it in one
 * file, for a host that lists the addresses of scripts one by one; and a page of its own.
 */
export async function bundleWeb({ to }: { readonly to: string }): Promise<readonly Metafile[]> {
  rmSync(to, { recursive: true, force: true })
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
  const entry = Object.entries(opened.metafile.outputs).find(([, { entryPoint }]) => entryPoint?.endsWith('opened.tsx'))
  const define = { __OPENED__: JSON.stringify(basename(entry?.[0] ?? '')) }
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
