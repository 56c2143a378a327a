import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { DeleteObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'

/** The content types of the files of a page. */
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.mp3': 'audio/mpeg',
}

/** A file whose name contains the hash of its contents never changes. The others change with a deployment. */
function cacheControlOf(key: string): string {
  return /-[A-Z0-9]{8}\.\w+$/.test(key) ? 'public, max-age=31536000, immutable' : 'public, max-age=300'
}

/** The files in a folder, as keys with slashes. A folder that does not exist has none. */
async function filesIn(folder: string): Promise<readonly string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(error => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  })
  return found
    .filter(file => file.isFile())
    .map(({ parentPath, name }) =>
      join(parentPath, name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
}

/** The pages in the bucket that they are served from. */
export interface WebFiles {
  /**
   * Puts every file of a folder there. Files of earlier releases stay, since a page that is open still loads them. Those whose names
   * never change come first, so that no page names a file that is not there yet. Returns how many there are.
   */
  put(folder: string): Promise<number>
  /** Empties the bucket, since CloudFormation deletes none that holds anything. */
  removeAll(): Promise<void>
}

export function webFiles(bucket: string, s3 = new S3Client()): WebFiles {
  return {
    async put(folder) {
      const keys = await filesIn(folder)
      const putOne = async (Key: string) => {
        const ContentType = types[extname(Key)] ?? 'application/octet-stream'
        const Body = await readFile(join(folder, Key))
        const CacheControl = cacheControlOf(Key)
        await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body, ContentType, CacheControl }))
      }
      const isHashed = (key: string) => cacheControlOf(key).includes('immutable')
      await Promise.all(keys.filter(isHashed).map(putOne))
      await Promise.all(keys.filter(key => !isHashed(key)).map(putOne))
      return keys.length
    },

    async removeAll() {
      for (;;) {
        const { Contents = [], IsTruncated } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }))
        await Promise.all(Contents.map(({ Key }) => s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }))))
        if (!IsTruncated) return
      }
    },
  }
}
