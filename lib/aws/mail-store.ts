import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'

/**
 * The words of a mail stand at its beginning, before what is attached: a quarter of a MB is enough of a mail of any size, bytes.
 * Reading takes longest for each line (6 µs), and whoever sends nothing but line ends must not keep the function busy for good.
 */
export const mailBytesRead = 262_144

/** What is stored of a mail, or its beginning (bytes). */
export interface StoredMail {
  readonly raw: Uint8Array
  readonly isWhole: boolean
}

/** Reads the beginning of a mail that SES has stored under its id. */
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
