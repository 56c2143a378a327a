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

  it.each([
    'On annual leave until 3 December',
    'Out of office, returning on Monday',
    'Dienstreise bis Freitag',
    'De vacaciones hasta el 3 de diciembre',
    'In ferie fino al 3 dicembre',
    'Met verlof tot 3 december',
    'På ferie til mandag',
    'Na urlopie do 3 grudnia',
    'В командировке до понедельника',
    'σε άδεια έως τη Δευτέρα',
    'בחופשה ועד יום ראשון',
    '出張中 金曜日まで',
  ])('somebody who is away until a day is so without saying "I": %s', text => {
    expect(soundsLikeMachine(text)).toBe(true)
  })

  it.each([
    'The book is out until Monday',
    'The frost was on leaves until the spring',
    'On leave of absence he wrote three novels',
  ])('nobody is away in %s', text => {
    expect(soundsLikeMachine(text)).toBe(false)
  })

  it('two such words in different sentences say nothing', () => {
    expect(soundsLikeMachine('Your message was short')).toBe(false)
    expect(soundsLikeMachine('Thank you for your message. The letters were received in 1905.')).toBe(false)
  })
})
