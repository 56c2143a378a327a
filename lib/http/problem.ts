import { refusalSentences } from '../decisions/refusals.ts'
import { protocolRefusals } from '../protocol/refusals.ts'
import type { JsonResponse } from './route.ts'

const sentences: Readonly<Record<string, string>> = { ...protocolRefusals, ...refusalSentences }

/**
 * A refusal as a problem document. The desk's own `code` and `reason` stay, and programs that know problem documents find the same
 * under their names. https://www.rfc-editor.org/rfc/rfc9457
 */
export function problemOf({ status, body }: JsonResponse): object {
  const code = 'code' in body ? String(body.code) : 'unknown'
  const reason = 'reason' in body ? String(body.reason) : ''
  return { type: `urn:coopdesk:problem:${code}`, title: sentences[code] ?? reason, status, detail: reason, ...body }
}
