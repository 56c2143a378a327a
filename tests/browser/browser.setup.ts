import { bundleWeb } from '../../infra/bundle-web.ts'
import { unpackBrowser } from './unpack.ts'

/** The pages as they are deployed, and the browser that opens them. */
export async function setup(): Promise<void> {
  unpackBrowser()
  await bundleWeb({ to: 'dist/web' })
}
