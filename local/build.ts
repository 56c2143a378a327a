import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import type { LocalSignIn } from './sign-in/issuers.ts'

const root = join(import.meta.dirname, '..')

/** The output of one of the project's programs. If it fails, throws its standard error. */
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

/** The local cloud is a separate region, whatever region the consortium file names. */
const onThisMachine = JSON.stringify({ region: '' })

/**
 * Bundles the functions and synthesises the template from them, where the CDK would put it. Returns its path. Pages of these
 * origins may open a session at every library, in addition to those in the consortium file.
 */
export async function buildTemplate(origins: readonly string[] = []): Promise<string> {
  const folder = resolve(process.env.CDK_OUTDIR ?? join(root, 'cdk.out'))
  // Separate folders keep the bundles of a deployment, or of another build, intact.
  const own = { COOPDESK_LOCAL_ORIGINS: origins.join(' '), COOPDESK_DIST: join(folder, 'local') }
  // The rules for deployments take longer than everything else together and do not change the template.
  await run('infra/app.ts', { ...own, CDK_VALIDATION: 'false', CDK_OUTDIR: folder, CDK_CONTEXT_JSON: onThisMachine })
  return join(folder, 'Coopdesk.template.json')
}

/** Whom to try the desk with: the ids of the first library and the first librarian of the consortium file. */
export interface FirstInFile {
  readonly library: string
  readonly librarian?: string
}

/** The people and providers of the sign-in on this machine, as the project describes them. */
export async function localSignIn(): Promise<
  Pick<LocalSignIn, 'people' | 'others' | 'callbacks'> & { readonly first: FirstInFile }
> {
  return JSON.parse(await run('infra/local-sign-in.ts', {}))
}
