import type { Practice } from './message.ts'
import { holdsLink, withoutLinks } from './signs.ts'
import { fold } from './words.ts'

/** Parameters that hold a session or a result set, whatever their value. */
const expiringParameters = new Set(
  'expires jsessionid phpsessid aspsessionid sessionid session_id sessid cfid cftoken resultset resultsetid result_set searchid search_id searchstate search_state queryid hitlist rsid x-amz-signature x-amz-expires'.split(
    ' ',
  ),
)

/**
 * Parameters that hold one only if a machine made their value: `session=2023` is a year of parliament, `state=NY` a state.
 */
const ifOpaque = new Set(
  'sid session s state token ticket access_token auth sig signature pid seq rs set qid key crid'.split(' '),
)

/**
 * Proxy hosts between a library's own patrons and a publisher. They ask everybody else for a password, and tomorrow these too.
 */
const proxy =
  /(?:^|[.-])(?:ez-?proxy|lib-?proxy|proxy)\d?(?:[.-]|$)|proxy\.|\.idm\.oclc\.org$|\.openathens\.net$|^\d-[a-z]/

/** Paths of catalogues and databases that lead to a numbered list of results or into a session. */
const place =
  /;jsessionid=|;sid=|\/results\/[0-9a-f]{8,}|\/search~s\d+\?\/|\/cgi-bin\/pwebrecon\.cgi|\/uhtbin\/cgisirsi|\/ehost\/(?:results|detail|pdfviewer)/i

/** Links made to last, however they were found: a DOI, a handle, a permanent URL, a permalink, a numbered record. */
const lastingHost = /(?:^|\.)(?:doi\.org|handle\.net|purl\.org|perma\.cc|n2t\.net)$/
const lastingPath =
  /\/(?:permalink|permanent|ark:|doi\/10\.\d|handle\/\d|stable\/\d)|\/(?:record|bib|oclc|title|docview)s?\/=?(?=[^/;]*\d)[\w.-]{1,64}(?:\/|$)/i

/**
 * Whether a link will expire or fail for another person (R13): it carries a session id, a search state or a result set, or goes
 * through a proxy host. A plain query (`?q=owls`), a permalink, a DOI and a numbered record do not. Text that is not a URL does
 * not expire.
 */
export function mayExpire(url: string): boolean {
  const parsed = URL.parse(/^[a-z]+:\/\//i.test(url) ? url : `https://${url}`)
  if (!parsed) return false
  if (proxy.test(parsed.hostname)) return true
  if (lastingHost.test(parsed.hostname) || lastingPath.test(parsed.pathname)) return false
  if (place.test(parsed.pathname + parsed.search)) return true
  const inHash = new URLSearchParams(parsed.hash.split('?')[1] ?? '')
  return [...parsed.searchParams, ...inHash].some(([name, value]) => {
    const key = name.toLowerCase()
    return expiringParameters.has(key) || key.startsWith('aspsessionid') || (ifOpaque.has(key) && opaque(value))
  })
}

/** At least eight mixed letters and digits, or at least twelve digits: not typed by a person. */
function opaque(value: string): boolean {
  return (value.length >= 8 && /\d/.test(value) && /[a-z]/i.test(value)) || /^\d{12,}$/.test(value)
}

const steps =
  /\b(?:click|press|select|choose|go to|open)\b.{1,120}?(?:\bthen\b|(?: and|,) (?:click|press|select|choose|search|type|open)\b)|\S ?(?:->|→|>|») ?\S/

/** Whether a text names the links to click in order: "Databases > JSTOR > Advanced". */
export function holdsClickPath(text: string): boolean {
  return steps.test(fold(withoutLinks(text)))
}

/** The librarian knows that the link will expire, and says so. */
const warned =
  /\b(?:expires?|times? out|temporary|if (?:the|this|that) link|in case (?:the|this|that) link|(?:link|it) (?:may|might|could) not (?:work|last)|to get back to)\b/

/** R13: a link that will expire needs a click path or a warning beside it. */
export const linkMayExpire: Practice = ({ kind, text, resource }) => {
  if (kind === 'statement' || resource?.path || warned.test(fold(text)) || holdsClickPath(text)) return undefined
  const links = resource?.url ? [resource.url, ...holdsLink(text)] : holdsLink(text)
  return links.some(mayExpire)
    ? {
        rule: 'link-may-expire',
        hint: 'This link may stop working or ask for a password: send a permalink, or the path to it, e.g. “Databases A–Z > JSTOR > search for the title.”',
      }
    : undefined
}
