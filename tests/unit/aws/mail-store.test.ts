import { S3Client } from '@aws-sdk/client-s3'
import { describe, expect, it } from 'vitest'
import { mailBytesRead, mailStore } from '../../../lib/aws/mail-store.ts'

/** A store in which a mail is so long, bytes: as S3 answers who asks for its beginning. */
function storing(length: number) {
  const client = new S3Client({ region: 'us-east-1' })
  const asked: object[] = []
  client.middlewareStack.add(
    () =>
      async ({ input }) => {
        asked.push(input)
        const part = new Uint8Array(Math.min(length, mailBytesRead))
        const ContentRange = `bytes 0-${part.length - 1}/${length}`
        const output = { ContentRange, Body: { transformToByteArray: async () => part }, $metadata: {} }
        return { output, response: {} }
      },
    { step: 'initialize' },
  )
  return { asked, read: mailStore('mails', client) }
}

describe('R31 a mail of any size', () => {
  it.each([1, mailBytesRead - 1, mailBytesRead])('of %d bytes is read whole', async length => {
    const { raw, isWhole } = await storing(length).read('mail-1')
    expect([raw.length, isWhole]).toEqual([length, true])
  })

  it.each([mailBytesRead + 1, 23_000_000])(
    'of %d bytes is read as far as its words go, and that there is more is known',
    async length => {
      const { asked, read } = storing(length)
      const { raw, isWhole } = await read('mail-1')
      expect([raw.length, isWhole]).toEqual([mailBytesRead, false])
      expect(asked).toMatchObject([{ Bucket: 'mails', Key: 'mail-1', Range: `bytes=0-${mailBytesRead - 1}` }])
    },
  )
})
