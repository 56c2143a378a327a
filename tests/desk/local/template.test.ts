import { expect, test } from 'vitest'
import { holds, type Names, parameterDefault, resolved } from '../../../local/template/intrinsics.ts'

const names: Names = {
  ref: id => (id === 'AWS::NoValue' ? undefined : `ref-${id}`),
  attribute: (id, name) => `${id}.${name}`,
  condition: name => name === 'Yes',
  mapping: (map, key, name) => `${map}/${key}/${name}`,
}

/** A pattern of Fn::Sub, written with angle brackets. */
const pattern = (words: string): string => words.replace(/<([^>]+)>/g, '$${$1}')

test.each([
  [{ Ref: 'A' }, 'ref-A'],
  [{ 'Fn::GetAtt': ['A', 'Arn'] }, 'A.Arn'],
  [{ 'Fn::GetAtt': 'A.Arn' }, 'A.Arn'],
  [{ 'Fn::Join': ['-', ['a', { Ref: 'B' }]] }, 'a-ref-B'],
  [{ 'Fn::Sub': pattern('x-<A>-<B.Arn>-<!C>') }, pattern('x-ref-A-B.Arn-<C>')],
  [{ 'Fn::Sub': [pattern('<own>-<A>'), { own: { Ref: 'B' } }] }, 'ref-B-ref-A'],
  [{ 'Fn::Select': [1, { 'Fn::Split': ['/', 'a/b/c'] }] }, 'b'],
  [{ 'Fn::If': ['Yes', { Ref: 'A' }, 'no'] }, 'ref-A'],
  [{ 'Fn::If': ['No', 'yes', { Ref: 'AWS::NoValue' }] }, undefined],
  [{ 'Fn::FindInMap': ['Map', { Ref: 'A' }, 'name'] }, 'Map/ref-A/name'],
  [{ a: { Ref: 'AWS::NoValue' }, b: [1, { Ref: 'AWS::NoValue' }] }, { b: [1] }],
])('%j is evaluated', (value, expected) => {
  expect(resolved(value, names)).toEqual(expected)
})

test.each([
  [{ 'Fn::Equals': [{ Ref: 'A' }, 'ref-A'] }, true],
  [{ 'Fn::Not': [{ Condition: 'Yes' }] }, false],
  [{ 'Fn::And': [{ Condition: 'Yes' }, { Condition: 'No' }] }, false],
  [{ 'Fn::Or': [{ Condition: 'Yes' }, { Condition: 'No' }] }, true],
])('the condition %j is %s', (expression, expected) => {
  expect(holds(expression, names)).toBe(expected)
})

test('an unknown expression is reported in one sentence, not passed on', () => {
  expect(() => resolved({ 'Fn::ImportValue': 'other' }, names)).toThrow(
    'Fn::ImportValue, which the local cloud does not read',
  )
  expect(() => parameterDefault('Domain', { Type: 'String' })).toThrow('parameter Domain has no default')
})
