import { useDesk } from '../in-desk.ts'
import { focusFirst } from '../state/dialogue.ts'
import { addressIn, type ResourceParts } from '../state/draft.ts'
import type { Say } from '../state/shift.ts'

/** The message of a resource. Without words of its own, it says what and where the resource is. */
export function resourceIn(parts: ResourceParts, words: string, ofPolicy: string): Pick<Say, 'text' | 'resource'> {
  const [url, title, path] = [addressIn(parts), parts.title.trim(), parts.path.trim()]
  const summary = [title || (parts.policyPage ? ofPolicy : ''), parts.policyPage ? '' : url, path].filter(Boolean)
  return {
    text: /\S/.test(words) ? words : summary.join(' – '),
    resource: {
      ...(parts.policyPage ? { policyPage: true as const } : url && { url }),
      ...(title && { title }),
      ...(path && { path }),
    },
  }
}

export function ResourceFields({
  parts,
  change,
}: {
  readonly parts: ResourceParts
  readonly change: (parts: ResourceParts) => void
}) {
  const { says } = useDesk()
  const field = (name: 'url' | 'title' | 'path') => (
    <label className="field">
      <span className="label">{says(`resource.field.${name}`)}</span>
      <input
        value={parts[name]}
        inputMode={name === 'url' ? 'url' : 'text'}
        ref={name === 'url' ? focusFirst : null}
        dir={name === 'url' ? 'ltr' : 'auto'}
        disabled={name === 'url' && parts.policyPage}
        onChange={({ target }) => change({ ...parts, [name]: target.value })}
      />
    </label>
  )
  return (
    <fieldset className="resource-fields">
      <legend className="unseen">{says('composer.resource')}</legend>
      {field('url')}
      {field('title')}
      {field('path')}
      <label className="tick">
        <input
          type="checkbox"
          checked={parts.policyPage}
          onChange={({ target }) => change({ ...parts, policyPage: target.checked })}
        />
        {says('resource.field.policy')}
      </label>
    </fieldset>
  )
}
