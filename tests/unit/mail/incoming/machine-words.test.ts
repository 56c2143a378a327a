import { describe, expect, it } from 'vitest'
import { soundsLikeMachine } from '../../../../lib/mail/incoming/machine-words.ts'
import { acknowledgements } from './kinds/acknowledgements.ts'
import { answers } from './kinds/answers.ts'
import { awayNotes } from './kinds/away.ts'

describe('words that machines write are known without any mark', () => {
  it.each(awayNotes)('somebody is away, %s: %s', (_language, text) => {
    expect(soundsLikeMachine(text)).toBe(true)
  })

  it.each(acknowledgements)('something has come in, or has not, %s: %s', (_what, text) => {
    expect(soundsLikeMachine(text)).toBe(true)
  })

  it.each(answers)('an answer in which such words stand is one, %s: %s', (_language, text) => {
    expect(soundsLikeMachine(text)).toBe(false)
  })

  it('two such words in different sentences say nothing', () => {
    expect(soundsLikeMachine('Your message was short')).toBe(false)
    expect(soundsLikeMachine('Thank you for your message. The letters were received in 1905.')).toBe(false)
  })
})
