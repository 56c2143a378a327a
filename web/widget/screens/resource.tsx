import type { Message } from '../../../client/transcript.ts'
import { isWebLink } from '../../../lib/protocol/link.ts'
import { useView } from '../in-view.ts'

/** A resource as a catalogue card: what it is, where, and how to find it again (R12, R13). */
export function Resource({ message: { resource, mayExpire } }: { readonly message: Message }) {
  const { says } = useView()
  if (!resource) return null
  const { url, title, policyPage, path } = resource
  const isLink = url !== undefined && isWebLink(url)
  const heading = title ?? (policyPage ? says('resource.policy') : isLink ? new URL(url).host : undefined)
  return (
    <article class="resource">
      {heading &&
        (isLink ? (
          <a class="name" href={url} target="_blank" rel="noopener noreferrer" dir="auto">
            {heading}
          </a>
        ) : (
          <p class="name" dir="auto">
            {heading}
          </p>
        ))}
      {isLink && (
        <p class="host" dir="ltr">
          {new URL(url).host}
        </p>
      )}
      {path && (
        <dl>
          <dt>{says('resource.path')}</dt>
          <dd dir="auto">{path}</dd>
        </dl>
      )}
      {mayExpire && <p class="expires">{says(path ? 'resource.expires' : 'resource.expires-bare')}</p>}
    </article>
  )
}
