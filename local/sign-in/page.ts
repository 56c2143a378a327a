import type { Person } from './issuers.ts'

/** The one-time code that works for everybody on this machine. */
export const oneTimeCode = '123456'

const escaped = (text: string): string => text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`)

const document = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
  :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
  main { max-width: 30rem; margin: 2rem auto; padding: 0 1rem; }
  h1 { font-size: 1.4rem; }
  ul { list-style: none; padding: 0; }
  button, input { font: inherit; padding: .5rem .75rem; border: 1px solid; border-radius: .4rem; }
  input { width: 100%; box-sizing: border-box; }
  li button { width: 100%; margin: .2rem 0; text-align: start; background: none; color: inherit; cursor: pointer; }
  li small { display: block; }
  :is(button, input):focus-visible { outline: 3px solid Highlight; outline-offset: 2px; }
  [role=alert] { border-inline-start: .3rem solid; padding-inline-start: .7rem; }
</style>
<main>
<h1>${title}</h1>
${body}
</main>
</html>
`

/** The page that lists the people who can sign in. */
export function choicePage(people: readonly Person[], client: string): string {
  const buttons = people.map(
    ({ name, email }) =>
      `<li><button name="email" value="${escaped(email)}">${escaped(name)}<small>${escaped(email)}</small></button></li>`,
  )
  return document(
    'Who are you?',
    `<p>This machine plays the sign-in of a deployed desk, for ${escaped(client)}. There is no password.</p>
<form method="post"><ul>
${buttons.join('\n')}
</ul></form>
<form method="post">
<p><label>Somebody else, by e-mail address <input type="email" name="email" required></label></p>
<p><button>Sign in</button></p>
</form>`,
  )
}

/** The page for the second factor of the chosen person. */
export function codePage(email: string, isWrong: boolean): string {
  return document(
    'One-time code',
    `${isWrong ? '<p role="alert">That is not the code.</p>\n' : ''}<p>On this machine the app of ${escaped(email)} shows ${oneTimeCode}.</p>
<form method="post">
<input type="hidden" name="email" value="${escaped(email)}">
<p><label>Code <input name="code" inputmode="numeric" autocomplete="one-time-code" required autofocus></label></p>
<p><button>Sign in</button></p>
</form>`,
  )
}

/** The page for a failure before the address to return to is known. */
export function errorPage(error: string, description: string): string {
  return document(
    'Nobody was signed in',
    `<p role="alert">${escaped(description)}</p><p><small>${escaped(error)}</small></p>`,
  )
}
