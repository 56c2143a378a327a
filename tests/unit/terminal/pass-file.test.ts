import { chmodSync, existsSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { passFile } from '../../../terminal/pass-file.ts'

const pass = { http: 'http://127.0.0.1:4510', session: '01K5ZQ8M3T9V7W2X4Y6Z8A1B3C', pass: 'a.b.c' }
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'coopdesk-pass-'))
})
afterAll(() => rmSync(folder, { recursive: true }))
const named = (name: string) => passFile(join(folder, name))

it('R33 a pass is kept where its patron says, for nobody else to read, and is gone once it is forgotten', () => {
  const file = named('jane')
  expect(file.read()).toBeUndefined()
  file.write(pass)
  expect(statSync(file.name).mode & 0o777).toBe(0o600)
  expect(file.read()).toEqual(pass)
  file.forget()
  expect(existsSync(file.name)).toBe(false)
  file.forget()
})

it('a pass that others can read is not used, and says how to mend that', () => {
  const file = named('open')
  file.write(pass)
  chmodSync(file.name, 0o640)
  expect(() => file.read()).toThrow(/chmod 600/)
})

it('nothing that is there already is written over, nor what a link leads to', () => {
  const file = named('letter')
  writeFileSync(file.name, 'Dear Jane')
  expect(() => file.write(pass)).toThrow('a file with this name already exists')
  symlinkSync(join(folder, 'nowhere'), join(folder, 'link'))
  expect(() => named('link').write(pass)).toThrow('a file with this name already exists')
  expect(existsSync(join(folder, 'nowhere'))).toBe(false)
})

it('what is no pass is not taken for one', () => {
  for (const [name, text] of Object.entries({ words: 'Dear Jane', other: '{"session":1}' })) {
    writeFileSync(join(folder, name), text, { mode: 0o600 })
    expect(() => named(name).read()).toThrow('holds no pass')
  }
})
