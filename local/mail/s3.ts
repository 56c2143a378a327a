import type { AwsService, Call, Reply } from '../aws-endpoint.ts'
import { refusal } from '../lambda/iam.ts'
import { partition } from '../template/physical.ts'
import type { Template } from '../template/template.ts'

/** The buckets of the template and their objects. */
export interface Storage {
  service: AwsService
  put(bucket: string, key: string, content: Buffer): void
  /** An object with the headers that it was stored with. */
  get(bucket: string, key: string): StoredObject | undefined
}

export interface StoredObject {
  content: Buffer
  headers: Record<string, string>
}

/** The headers of a PutObject that its readers get again. */
const keptHeaders = ['content-type', 'cache-control', 'content-encoding']

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
  const objects = new Map<string, StoredObject>()
  const buckets = new Set(template.ofType('AWS::S3::Bucket').map(({ ref }) => ref))

  const object = (path: string, range: string | undefined): Reply => {
    const { bucket, key } = placeIn(path)
    if (!buckets.has(bucket)) return xmlError(404, 'NoSuchBucket', 'The specified bucket does not exist')
    const stored = objects.get(`${bucket}/${key}`)
    if (!stored) return xmlError(404, 'NoSuchKey', 'The specified key does not exist.')
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? []
    const { content } = stored
    const headers = { 'content-type': 'application/octet-stream', ...stored.headers }
    if (from === undefined || to === undefined) return { status: 200, headers, body: content }
    const part = content.subarray(Number(from), Number(to) + 1)
    const stated = `bytes ${from}-${Number(from) + part.length - 1}/${content.length}`
    return { status: 206, headers: { ...headers, 'content-range': stated }, body: part }
  }

  const keep = ({ path, headers, body: content }: Pick<Call, 'path' | 'headers' | 'body'>): Reply => {
    const { bucket, key } = placeIn(path)
    if (!buckets.has(bucket)) return xmlError(404, 'NoSuchBucket', 'The specified bucket does not exist')
    const stated = keptHeaders.flatMap(name => (headers[name] ? [[name, String(headers[name])] as const] : []))
    objects.set(`${bucket}/${key}`, { content, headers: Object.fromEntries(stated) })
    return { status: 200, headers: {}, body: '' }
  }

  return {
    put: (bucket, key, content) => void objects.set(`${bucket}/${key}`, { content, headers: {} }),
    get: (bucket, key) => objects.get(`${bucket}/${key}`),
    service: {
      operation: ({ method }) => ({ GET: 'GetObject', PUT: 'PutObject' })[method] ?? method,
      needs: ({ path, operation }) => {
        const { bucket, key } = placeIn(path)
        return [{ action: `s3:${operation}`, resource: `arn:${partition}:s3:::${bucket}/${key}` }]
      },
      refuse: ({ action, resource }, user) => xmlError(403, 'AccessDenied', refusal(user, action, resource)),
      answer: async call => {
        const { operation, path, headers } = call
        if (operation === 'GetObject') return object(path, headers.range)
        if (operation === 'PutObject') return keep(call)
        return xmlError(501, 'NotImplemented', `${operation} does not run locally.`)
      },
    },
  }
}
