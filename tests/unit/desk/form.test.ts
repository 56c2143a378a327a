import { describe, expect, it } from 'vitest'
import { defaultPage, type PageSettings, type QuestionForm } from '../../../lib/consortium/page.ts'
import { checkedForm } from '../../../lib/desk/form.ts'
import { library } from '../members.ts'

const libraryWith = (form: Partial<QuestionForm>, more: Partial<PageSettings> = {}) =>
  library('wren', 'Wren', { page: { ...defaultPage, ...more, form: { ...defaultPage.form, ...form } } })

const course = { id: 'course', label: { en: 'Course', es: 'Curso' }, required: false }
const status = {
  id: 'status',
  label: { en: 'You are', es: 'Usted es' },
  required: true,
  choices: [{ id: 'pupil', label: { en: 'A pupil', es: 'Alumno' } }],
}

describe('the form of a question', () => {
  it('of a library that asks nothing more may hold anything that the desk knows', () => {
    expect(checkedForm(library('wren', 'Wren'), {})).toEqual({ answers: [] })
    expect(checkedForm(libraryWith({ name: 'off', email: 'off' }), { name: 'Jane', email: 'j@example.org' })).toEqual({
      answers: [],
    })
  })

  it('is kept in the order of its fields, in the first language of the library', () => {
    const filled = { answers: { course: 'Biology', status: 'pupil' } }
    expect(checkedForm(libraryWith({ fields: [status, course] }), filled)).toEqual({
      answers: [
        { field: 'status', label: 'You are', text: 'A pupil' },
        { field: 'course', label: 'Course', text: 'Biology' },
      ],
    })
    expect(
      checkedForm(libraryWith({ fields: [status] }, { languages: ['es', 'en'] }), { answers: { status: 'pupil' } }),
    ).toEqual({
      answers: [{ field: 'status', label: 'Usted es', text: 'Alumno' }],
    })
  })

  it.each([
    ['name', { name: 'required' as const }, { email: 'j@example.org' }, '"name" is missing.'],
    ['address', { email: 'required' as const }, { name: 'Jane' }, '"email" is missing.'],
    ['field', { fields: [status] }, {}, '"answers.status" is missing.'],
  ])('is refused without a required %s', (_what, form, filled, detail) => {
    expect(checkedForm(libraryWith(form), filled)).toEqual({ refusal: 'form-incomplete', detail })
  })

  it('is refused with a field or a choice that the library does not have, and repeats neither', () => {
    const form = libraryWith({ fields: [status] })
    expect(checkedForm(form, { answers: { status: 'pupil', shoe: '44' } })).toEqual({
      refusal: 'bad-frame',
      detail: '"answers" has a field that is not in the form of this library.',
    })
    expect(checkedForm(form, { answers: { status: 'A pupil' } })).toEqual({
      refusal: 'bad-frame',
      detail: '"answers.status" is not one of the choices.',
    })
  })
})
