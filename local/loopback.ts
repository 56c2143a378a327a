/**
 * Whether a request names this machine as its host. A foreign page may make its own name resolve to loopback (DNS rebinding). A
 * browser then treats the desk as part of that page, but still sends the page's name in `Host`.
 */
export function isForLoopback(host: string | undefined): boolean {
  return /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i.test(host ?? '')
}
