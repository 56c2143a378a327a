/** Whether `npm start` plays a provider, which then is on this machine. */
export function isPlayedHere(issuer: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(issuer).hostname)
}

/** The most redirects and pages of one sign-in. */
const stepsMax = 12

/** The code that every authenticator app shows on this machine. */
const oneTimeCode = '123456'

/**
 * Does what a browser would do when somebody chooses this person at a played provider, so that `--as rob` needs no browser.
 * Returns the whole address to which the browser would be sent back.
 */
export async function playedChoice(begin: URL, email: string, callback: string): Promise<URL> {
  const cookies = new Map<string, string>()
  let url = begin
  let form: string | undefined
  for (let step = 0; step < stepsMax; step++) {
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: {
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(form !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(form !== undefined && { method: 'POST', body: form }),
    })
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      cookies.set(name, value)
    }
    const location = answer.headers.get('location')
    if (location !== null) {
      form = undefined
      url = new URL(location, url)
      if (url.href.startsWith(callback)) return url
    } else if (answer.ok && form === undefined) form = new URLSearchParams({ email, code: oneTimeCode }).toString()
    else break
  }
  throw new Error(`The provider at ${begin.origin} could not be signed in to without a browser; leave --as out.`)
}
