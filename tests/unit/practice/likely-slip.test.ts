import { describe, expect, it } from 'vitest'
import { likelyMeant } from '../../../lib/practice/likely-slip.ts'

describe('an address that looks mistyped', () => {
  it.each([
    ['jane@gmail.con', 'jane@gmail.com'],
    ['jane@gamil.com', 'jane@gmail.com'],
    ['jane@gamil.con', 'jane@gmail.com'],
    ['jane@gmial.com', 'jane@gmail.com'],
    ['jane@gmai.com', 'jane@gmail.com'],
    ['jane@gmaill.com', 'jane@gmail.com'],
    ['jane@gnail.com', 'jane@gmail.com'],
    ['jane@gmail.co', 'jane@gmail.com'],
    ['jane@gmail.cm', 'jane@gmail.com'],
    ['jane@gmail.om', 'jane@gmail.com'],
    ['jane@hotmial.com', 'jane@hotmail.com'],
    ['jane@hotmal.com', 'jane@hotmail.com'],
    ['jane@yahooo.com', 'jane@yahoo.com'],
    ['jane@yaho.com', 'jane@yahoo.com'],
    ['jane@outlok.com', 'jane@outlook.com'],
    ['jane@iclould.com', 'jane@icloud.com'],
    ['jane@comcast.ne', 'jane@comcast.net'],
    ['jane@aol.con', 'jane@aol.com'],
    ['jane@state.edi', 'jane@state.edu'],
    ['jane@library.ogr', 'jane@library.org'],
    ['J.Doe+x@GMAIL.CON', 'J.Doe+x@gmail.com'],
  ])('%s is probably %s', (typed, meant) => {
    expect(likelyMeant(typed)).toBe(meant)
  })

  it.each([
    ...[
      'gmail.com',
      'Gmail.com',
      'googlemail.com',
      'mail.com',
      'email.com',
      'ymail.com',
      'gmx.de',
      'gmx.net',
      'me.com',
    ],
    ...['live.com', 'live.co.uk', 'yahoo.ca', 'yahoo.co.uk', 'yahoo.co.jp', 'hotmail.co.uk', 'hotmail.es', 'aol.com'],
    ...[
      'state-college.example.org',
      'example.org',
      'example.com',
      'wren.edu',
      'uni-bonn.de',
      'u.nus.edu',
      'cornell.edu',
    ],
    ...['nyc.rr.com', 'library.co', 'city.om', 'x.cm', 'cox.net', 'att.net', 'web.de', 'proton.me', 'pm.me', 'box.com'],
    ...[
      'charter.com',
      'verizon.com',
      'simulator.amazonses.com',
      'bücherei.example',
      'mail.ru',
      'outlook.jp',
      'olive.com',
    ],
  ])('jane@%s is left alone', domain => {
    expect(likelyMeant(`jane@${domain}`)).toBeUndefined()
  })
})
