import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'

/**
 * The text of a mail comes before its attachments, so the first quarter of a megabyte is enough. Reading costs most per line (6
 * µs), and a mail of nothing but line ends must not keep the function busy for long.
 */
export const mailBytesRead = 262_144

/** A stored mail, or its first bytes. */
export interface StoredMail {
  readonly raw: Uint8Array
  readonly isWhole: boolean
}

/** Reads the beginning of a mail, which SES has stored under its id. */
export function mailStore(bucket: string, client = new S3Client({ maxAttempts: 4 })) {
  return async (id: string): Promise<StoredMail> => {
    const { Body, ContentRange } = await client.send(
      new GetObjectCommand({ Bucket: bucket, Key: id, Range: `bytes=0-${mailBytesRead - 1}` }),
    )
    if (!Body) throw new Error('The stored mail has no content.')
    const raw = await Body.transformToByteArray()
    // "bytes 0-262143/23000000"
    const size = Number(/\/(\d+)$/.exec(ContentRange ?? '')?.[1] ?? raw.length)
    return { raw, isWhole: size <= raw.length }
  }
}
