import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import type { LocalSignIn } from './sign-in/issuers.ts'

const root = join(import.meta.dirname, '..')

/** What one of the project's programs prints; throws with what it said on its standard error where it fails. */
function run(program: string, environment: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, program)], {
      cwd: root,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let printed = ''
    let said = ''
    child.stdout.on('data', part => {
      printed += String(part)
    })
    child.stderr.on('data', part => {
      said += String(part)
    })
    child.once('error', reject)
    child.once('close', code => {
      if (code === 0) resolve(printed)
      else reject(new Error(said.trim() || `${program} ended with ${code} and said nothing.`))
    })
  })
}

/**
 * Bundles the functions and synthesises the template from them, to where the CDK would; returns its path. Pages of these origins
 * may open a session at every library, beside those that the consortium file names.
 */
export async function buildTemplate(origins: readonly string[] = []): Promise<string> {
  const folder = resolve(process.env.CDK_OUTDIR ?? join(root, 'cdk.out'))
  // A deployment, and whatever else is built meanwhile, keeps its own bundles.
  const own = { COOPDESK_LOCAL_ORIGINS: origins.join(' '), COOPDESK_DIST: join(folder, 'local') }
  await run('infra/bundle.ts', own)
  // The rules that a deployment is checked against take longer than everything else together; they change no template.
  await run('infra/app.ts', { ...own, CDK_VALIDATION: 'false', CDK_OUTDIR: folder })
  return join(folder, 'Coopdesk.template.json')
}

/** Who signs in on this machine, and with whom, as the project says. */
export async function localSignIn(): Promise<Pick<LocalSignIn, 'people' | 'others' | 'callbacks'>> {
  return JSON.parse(await run('infra/local-sign-in.ts', {}))
}
