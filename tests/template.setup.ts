import { execFileSync } from 'node:child_process'

/** Bundles the functions and synthesises the template once: what the tests run is what would be deployed. */
export function setup(): void {
  execFileSync(process.execPath, ['infra/app.ts'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, CDK_VALIDATION: 'false', CDK_OUTDIR: 'cdk.out' },
  })
}
