import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { dependenciesFile, dependenciesPage } from '../../../tools/dependencies/write.ts'
import { mailsFile, mailsPage } from '../../../tools/mails/write.ts'
import { statesPages } from '../../../tools/states/write.ts'

describe('the pages that are written from the code are current: if not, `npm run docs`', () => {
  it.each(statesPages)('$name', ({ file, page }) => {
    expect(readFileSync(file, 'utf8')).toBe(page())
  })

  it('the packages and their licences', () => {
    expect(readFileSync(dependenciesFile, 'utf8')).toBe(dependenciesPage())
  })

  it('what the mails look like, with every picture there and small (`npm run draw`)', async () => {
    const page = await mailsPage()
    expect(readFileSync(mailsFile, 'utf8')).toBe(page)
    for (const [, file = ''] of page.matchAll(/\]\((mails\/[^)]+)\)/g)) {
      const png = readFileSync(new URL(`../../../docs/using/${file}`, import.meta.url))
      expect([file, png.readUInt32BE(16)]).toEqual([file, file.endsWith('-phone.png') ? 390 : 700])
      expect(png.length).toBeLessThan(60 * 1024)
    }
  })
})
