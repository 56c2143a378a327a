import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { withMarks } from '../../../terminal/screen.ts'

it.each([
  ['a title', 'Hi\u001b]0;You are root\u0007', 'Hi␛]0;You are root␇'],
  ['a cleared screen', '\u001b[2J\u001b[H', '␛[2J␛[H'],
  ['the clipboard', '\u001b]52;c;cm0=\u001b\\\\', '␛]52;c;cm0=␛\\\\'],
  ['controls of eight bits', '\u009b2J', '\ufffd2J'],
  ['a line that is written over', 'Patron\rLibrarian', 'Patron␍Librarian'],
  ['a key that deletes', 'a\u007f\u0008', 'a␡␈'],
  ['text turned round', 'abc\u202edef', 'abc\ufffddef'],
])('%s is shown, and not obeyed', (_what, sent, shown) => {
  expect(withMarks(sent)).toBe(shown)
})

it('words, lines and tabs are shown as they are', () => {
  const text = 'Zoë 李 😀\n\tbusiness* and "x"'
  expect(withMarks(text)).toBe(text)
})

it('lines that come before anybody listens are passed on later, in their order', () => {
  const listensAtTheEnd = `
    import { once } from 'node:events'
    import { openScreen } from ${JSON.stringify(resolve('terminal/screen.ts'))}
    const screen = openScreen()
    await once(process.stdin, 'end')
    await screen.lines(async line => console.log('heard ' + line))
  `
  const args = ['--input-type=module', '--eval', listensAtTheEnd]
  const { stdout } = spawnSync(process.execPath, args, { input: 'one\ntwo\n', encoding: 'utf8' })
  expect(stdout).toBe('heard one\nheard two\n')
})
