import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'

/** The package with the browser, and its archives. */
const packages = join(import.meta.dirname, '..', '..', 'node_modules')
const folder = join(packages, '@sparticuz', 'chromium')
const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))

/** Named by its version, so that an update is unpacked anew. */
export const unpacked = join(tmpdir(), `coopdesk-chromium-${version}-${userInfo().uid}`)

/**
 * Unpacks the browser once on a machine. It appears under its name only when it is whole, so neither a killed run nor two runs at
 * once leave half a browser behind.
 */
export function unpackBrowser(): void {
  if (existsSync(unpacked)) return
  const own = `${unpacked}.${process.pid}`
  mkdirSync(own, { recursive: true })
  const inflate = join(folder, 'build', 'lambdafs.js')
  const archives = ['chromium.br', 'fonts.tar.br', 'al2023.tar.br'].map(name => join(folder, 'bin', name))
  const program = `import { inflate } from ${JSON.stringify(inflate)}
for (const archive of ${JSON.stringify(archives)}) await inflate(archive)`
  execFileSync(process.execPath, ['--input-type=module', '--eval', program], { env: { ...process.env, TMPDIR: own } })
  try {
    renameSync(own, unpacked)
  } catch {
    // Another run was faster.
    rmSync(own, { recursive: true, force: true })
  }
}

/** The fonts that pages are tested and drawn with. The browser brings one Latin family, and a machine may have none at all. */
function fontsConf(): string {
  const families = ['noto-sans', 'noto-sans-arabic', 'noto-emoji', 'source-serif-4', 'source-sans-3', 'source-code-pro']
  const folders = families.map(name => join(packages, '@expo-google-fonts', name))
  const file = join(mkdtempSync(join(tmpdir(), 'coopdesk-fonts-')), 'fonts.conf')
  writeFileSync(
    file,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${folders.map(path => `  <dir>${path}</dir>`).join('\n')}
  <cachedir>${join(unpacked, 'font-cache')}</cachedir>
</fontconfig>
`,
  )
  return file
}

/** The environment in which the browser starts. A bare container lacks libraries that the package brings along. */
export function browserEnvironment(): Record<string, string> {
  const own = { HOME: unpacked, FONTCONFIG_FILE: fontsConf(), LANG: 'en_US.UTF-8' }
  const { stdout } = spawnSync('ldd', [join(unpacked, 'chromium')], { encoding: 'utf8' })
  const isComplete = stdout !== null && stdout !== '' && !stdout.includes('not found')
  const path = process.env.PATH ?? ''
  return isComplete ? { ...own, PATH: path } : { ...own, PATH: path, LD_LIBRARY_PATH: join(unpacked, 'al2023', 'lib') }
}
