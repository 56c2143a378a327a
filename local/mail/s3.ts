import type { AwsService, Reply } from '../aws-endpoint.ts'
import { refusal } from '../lambda/iam.ts'
import { partition } from '../template/physical.ts'
import type { Template } from '../template/template.ts'

/** The buckets of the template and their objects. */
export interface Storage {
  service: AwsService
  put(bucket: string, key: string, content: Buffer): void
}

const xmlError = (status: number, code: string, message: string): Reply => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`,
})

/** `/bucket/key?x-id=GetObject`; the key is read without its escapes. */
function placeIn(path: string): { bucket: string; key: string } {
  const [, bucket = '', key = ''] = /^\/([^/?]+)\/?([^?]*)/.exec(path) ?? []
  return { bucket, key: decodeURIComponent(key) }
}

/** S3 as far as the desk needs it. Functions and services put objects and get them, whole or in part. */
export function storage(template: Template): Storage {
  const objects = new Map<string, Buffer>()
  const buckets = new Set(template.ofType('AWS::S3::Bucket').map(({ ref }) => ref))

  const object = (path: string, range: string | undefined): Reply => {
    const { bucket, key } = placeIn(path)
    if (!buckets.has(bucket)) return xmlError(404, 'NoSuchBucket', 'The specified bucket does not exist')
    const content = objects.get(`${bucket}/${key}`)
    if (!content) return xmlError(404, 'NoSuchKey', 'The specified key does not exist.')
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? []
    const headers = { 'content-type': 'application/octet-stream' }
    if (from === undefined || to === undefined) return { status: 200, headers, body: content }
    const part = content.subarray(Number(from), Number(to) + 1)
    const stated = `bytes ${from}-${Number(from) + part.length - 1}/${content.length}`
    return { status: 206, headers: { ...headers, 'content-range': stated }, body: part }
  }

  const keep = (path: string, content: Buffer): Reply => {
    const { bucket, key } = placeIn(path)
    if (!buckets.has(bucket)) return xmlError(404, 'NoSuchBucket', 'The specified bucket does not exist')
    objects.set(`${bucket}/${key}`, content)
    return { status: 200, headers: {}, body: '' }
  }

  return {
    put: (bucket, key, content) => void objects.set(`${bucket}/${key}`, content),
    service: {
      operation: ({ method }) => ({ GET: 'GetObject', PUT: 'PutObject' })[method] ?? method,
      needs: ({ path, operation }) => {
        const { bucket, key } = placeIn(path)
        return [{ action: `s3:${operation}`, resource: `arn:${partition}:s3:::${bucket}/${key}` }]
      },
      refuse: ({ action, resource }, user) => xmlError(403, 'AccessDenied', refusal(user, action, resource)),
      answer: async ({ operation, path, headers, body }) => {
        if (operation === 'GetObject') return object(path, headers.range)
        if (operation === 'PutObject') return keep(path, body)
        return xmlError(501, 'NotImplemented', `${operation} does not run locally.`)
      },
    },
  }
}
