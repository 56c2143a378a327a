// Installs what package-lock.json names, once per lock file. It is plain JavaScript because it must run on any Node.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const stamp = `${root}node_modules/.installed-lock`
const lock = createHash('sha256')
  .update(readFileSync(`${root}package-lock.json`))
  .digest('hex')

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
  console.log('Installing the packages in package-lock.json (once; about half a minute) …')
  // `npm ci` would require an entry for every platform's optional package, and a registry may lack some. `--no-save` installs
  // what the lock file names and leaves the file unchanged.
  const npm = spawnSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (npm.status !== 0) {
    console.error('Could not install the packages: see the lines above; nothing was started.')
    process.exit(1)
  }
  writeFileSync(stamp, lock)
}
