/**
 * Whether a request names this machine as its host. A page elsewhere may let its own name lead to loopback (DNS rebinding): a
 * browser then takes the desk for that page's own, but it still says the page's name in `Host`.
 */
export function isForLoopback(host: string | undefined): boolean {
  return /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i.test(host ?? '')
}
