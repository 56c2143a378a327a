import { NoSuchKey, S3Client } from '@aws-sdk/client-s3'
import { describe, expect, it } from 'vitest'
import { sentMails } from '../../lib/aws/sent-mails.ts'
import type { SentMails } from '../../lib/desk/ports.ts'
import { memorySentMails } from '../memory/outside.ts'

/** A bucket that answers like S3. */
function bucketed(): SentMails {
  const client = new S3Client({ region: 'us-east-1' })
  const objects = new Map<string, string>()
  client.middlewareStack.add(
    (_next, { commandName }) =>
      async ({ input }) => {
        const { Key = '', Body = '' } = { ...input } as { Key?: string; Body?: string }
        if (commandName === 'PutObjectCommand') objects.set(Key, Body)
        const found = objects.get(Key)
        if (found === undefined) throw new NoSuchKey({ message: 'The specified key does not exist.', $metadata: {} })
        return { output: { Body: { transformToString: async () => found }, $metadata: {} }, response: {} }
      },
    { step: 'initialize' },
  )
  return sentMails('sent-mails', client)
}

describe.each([
  ['memory', memorySentMails],
  ['S3', bucketed],
])('the mails that were sent: %s', (_name, make) => {
  const mail = (text: string) => ({ subject: `About ${text}`, text, html: `<p>${text}</p>` })

  it('are found by their session and number, as they went out', async () => {
    const kept = make()
    await kept.keep('jane', 1, mail('one'), 10)
    await kept.keep('jane', 2, mail('two “”'), 20)
    await kept.keep('tom', 1, mail('other'), 30)
    expect(await kept.of('jane', [1, 2])).toEqual([
      { ...mail('one'), at: 10 },
      { ...mail('two “”'), at: 20 },
    ])
    expect(await kept.of('jane', [2])).toEqual([{ ...mail('two “”'), at: 20 }])
  })

  it('one that is sent again replaces its earlier copy', async () => {
    const kept = make()
    await kept.keep('jane', 1, mail('one'), 10)
    await kept.keep('jane', 1, mail('one, again'), 20)
    expect(await kept.of('jane', [1])).toEqual([{ ...mail('one, again'), at: 20 }])
  })

  it('those that are not kept, or no longer, are left out', async () => {
    const kept = make()
    await kept.keep('jane', 1, mail('one'), 10)
    expect(await kept.of('jane', [1, 2, 3])).toEqual([{ ...mail('one'), at: 10 }])
    expect(await kept.of('tom', [1])).toEqual([])
    expect(await kept.of('tom', [])).toEqual([])
  })
})
