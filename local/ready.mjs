// Installs what package-lock.json names, once per lock file: plain JavaScript, since it must run on whatever Node is there.
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
  // Not `npm ci`: it wants an entry for every platform's optional package, and a registry need not hold those of all platforms.
  // `--no-save` installs what the lock file names and leaves the file as it is.
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
