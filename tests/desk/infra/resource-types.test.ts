import { expect, test } from 'vitest'
import { readConsortium } from '../../../infra/parts/consortium-file.ts'
import { resourceTypes } from '../../../operating/preflight/resource-types.ts'
import { deployed } from './deployed.ts'

test('the preflight asks for every type of resource in the template, and for no other', () => {
  const types = Object.values(deployed.Resources).map(({ Type }) => Type)
  const ofAws = [...new Set(types)].filter(type => type.startsWith('AWS::'))
  expect([...resourceTypes(readConsortium('examples/consortium.yaml'))].sort()).toEqual(ofAws.sort())
})
