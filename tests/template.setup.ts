import { execFileSync } from 'node:child_process'

/** Bundles the functions and synthesises the template once: what the tests run is what would be deployed. */
export function setup(): void {
  const run = (script: string) =>
    execFileSync(process.execPath, [script], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, CDK_VALIDATION: 'false', CDK_OUTDIR: 'cdk.out' },
    })
  run('infra/bundle.ts')
  run('infra/app.ts')
}
