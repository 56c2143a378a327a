import { GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import * as v from 'valibot'
import type { SentMail, SentMails } from '../desk/ports.ts'

const kept = v.object({ v: v.literal(1), subject: v.string(), text: v.string(), html: v.string(), at: v.number() })

/** The mails that the desk has sent, as objects `<session>/<n>` in a bucket. They expire when the words of sessions do. */
export function sentMails(bucket: string, client = new S3Client({ maxAttempts: 4 })): SentMails {
  const load = async (Key: string): Promise<SentMail | undefined> => {
    try {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key }))
      const { v: _version, ...mail } = v.parse(kept, JSON.parse((await Body?.transformToString()) ?? ''))
      return mail
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined
      throw error
    }
  }
  return {
    keep: async (session, n, { subject, text, html }, at) => {
      const Body = JSON.stringify({ v: 1, subject, text, html, at } satisfies v.InferInput<typeof kept>)
      const ContentType = 'application/json'
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: `${session}/${n}`, Body, ContentType }))
    },
    of: async (session, numbers) => {
      const found = await Promise.all(numbers.map(n => load(`${session}/${n}`)))
      return found.filter(mail => mail !== undefined)
    },
  }
}
