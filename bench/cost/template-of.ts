import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { consortiumFile } from './consortium.ts'

const root = join(import.meta.dirname, '../..')

/** The last build that alerted everybody, took every question, and whose timers checked every session repeatedly. */
export const olderCommit = 'abccf6f'

/** A build of the desk: the template of a commit or of the working tree. */
export interface Build {
  readonly template: string
  remove(): void
}

/**
 * Builds the desk of a commit in a separate folder with the consortium of the stories. Without a commit it builds the working
 * tree. Returns undefined if the local history lacks the commit.
 */
export function buildOf(commit: string | undefined): Build | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'coopdesk-bench-'))
  const source = commit === undefined ? root : join(folder, 'source')
  const remove = () => {
    if (commit !== undefined) git('worktree', 'remove', '--force', source)
    rmSync(folder, { recursive: true, force: true })
  }
  if (commit !== undefined) {
    try {
      git('cat-file', '-e', `${commit}^{commit}`)
    } catch {
      rmSync(folder, { recursive: true, force: true })
      return undefined
    }
    git('worktree', 'add', '--quiet', '--detach', source, commit)
    symlinkSync(join(root, 'node_modules'), join(source, 'node_modules'))
  }
  const consortium = join(folder, 'consortium.yaml')
  writeFileSync(consortium, consortiumFile(commit === undefined))
  const out = join(folder, 'cdk.out')
  const env = {
    ...process.env,
    COOPDESK_CONSORTIUM: consortium,
    COOPDESK_DIST: join(folder, 'dist'),
    CDK_OUTDIR: out,
    CDK_VALIDATION: 'false',
  }
  try {
    for (const program of ['infra/bundle.ts', 'infra/app.ts'])
      execFileSync(process.execPath, [join(source, program)], {
        cwd: source,
        env,
        stdio: ['ignore', 'ignore', 'inherit'],
      })
  } catch (error) {
    remove()
    throw error
  }
  return { template: join(out, 'Coopdesk.template.json'), remove }
}

function git(...args: string[]): void {
  execFileSync('git', args, { cwd: root, stdio: ['ignore', 'ignore', 'ignore'] })
}
