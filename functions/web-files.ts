import { fileURLToPath } from 'node:url'
import middy from '@middy/core'
import type { CloudFormationCustomResourceEvent } from 'aws-lambda'
import { report } from '../lib/aws/custom-resource.ts'
import { logger, observed } from '../lib/aws/log.ts'
import { webFiles } from '../lib/aws/web-files.ts'
import { env, read } from '../lib/env.ts'

const files = webFiles(read(env.webBucket))
const folder = fileURLToPath(new URL('./web', import.meta.url))

/** Puts the pages that were bundled with this function into their bucket, with each deployment that changes them. */
export const handler = middy<CloudFormationCustomResourceEvent, void>()
  .use(observed())
  .handler(async event => {
    try {
      if (event.RequestType === 'Delete') await files.removeAll()
      else logger.info('put', { what: 'pages', files: await files.put(folder) })
      await report(event, 'web-files', 'SUCCESS')
    } catch (error) {
      logger.error('failed', { what: 'pages', error: error instanceof Error ? error.name : 'unknown' })
      await report(event, 'web-files', 'FAILED', 'The pages could not be stored; the log of this function says more.')
    }
  })
