import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { build, type Metafile, type Plugin } from 'esbuild'
import { documentNames } from '../lib/protocol/documents.ts'
import { bundleWeb } from './bundle-web.ts'
import { bundlesFolder, pagesFolder } from './parts/built.ts'
import { root } from './parts/consortium-file.ts'
import { functionNames } from './parts/functions.ts'

/** Packages that are CommonJS inside call `require`, which a module does not have. */
const requireForModules =
  "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);"

/**
 * Makes bundles load `node:http` with `require`. An `import` of it reads each of its exports, and reading `WebSocket` loads all of
 * undici, which is a quarter of the time that a function needs to load: https://github.com/nodejs/node/blob/v24.x/lib/http.js
 */
const requireHttp: Plugin = {
  name: 'require-http',
  setup: ({ onResolve, onLoad }) => {
    const namespace = 'required'
    onResolve({ filter: /^(node:)?http$/ }, ({ path, namespace: from }) =>
      from === namespace ? { path, external: true } : { path: 'node:http', namespace },
    )
    onLoad({ filter: /.*/, namespace }, ({ path }) => ({ contents: `module.exports = require('${path}')` }))
  },
}

/**
 * Bundles every function with everything that it uses, including the AWS SDK. One file starts faster than the SDK of the
 * runtime, and it is the version that was tested. All are built in one pass, so that shared code is read and parsed once.
 */
export async function bundleFunctions(options: {
  /** Folder with one file per function. */
  readonly from: string
  /** Folder for the bundles. */
  readonly to: string
}): Promise<Metafile> {
  const { from, to } = options
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: functionNames.map(name => ({ in: join(from, `${name}.ts`), out: `${name}/index` })),
    outdir: to,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    // Most packages come in two forms, of which only modules can be tree-shaken.
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    banner: { js: requireForModules },
    plugins: [requireHttp],
    metafile: true,
    logLevel: 'error',
  })
  return metafile
}

/** Bundles the functions and the pages of this project into the folder that the app reads. They are the same for every consortium. */
export async function bundleAll(): Promise<Metafile> {
  const [metafile] = await Promise.all([
    bundleFunctions({ from: join(root, 'functions'), to: bundlesFolder }),
    bundleWeb({ to: pagesFolder }),
  ])
  for (const name of documentNames) copyFileSync(join(root, 'docs', 'clients', name), join(bundlesFolder, 'api', name))
  const dist = join(bundlesFolder, '..')
  mkdirSync(dist, { recursive: true })
  writeFileSync(join(dist, 'meta.json'), JSON.stringify(metafile))
  return metafile
}

if (import.meta.main) {
  const { outputs } = await bundleAll()
  for (const [path, { bytes }] of Object.entries(outputs)) {
    const name = basename(relative(root, path).replace(/\/index\.mjs$/, ''))
    console.log(`${name.padEnd(14)}${(bytes / 1024).toFixed(0).padStart(6)} KB`)
  }
}
