import { describe, expect, test } from 'vitest'
import { itemVersions } from '../../../lib/aws/upcasters/versions.ts'
import { optionsIn, whyNotDeploy } from '../../../operating/deploy.ts'
import { accountAnswering, query, queryError, type Wire } from './wire.ts'

const own = { stack: 'Coopdesk', release: '0.2.0', items: 'librarian 2, step 1', rollBack: false }

function stackRunning(release: string, items?: string): Wire {
  const output = (key: string, value: string) =>
    `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`
  const outputs = `${output('Release', release)}${items === undefined ? '' : output('ItemVersions', items)}`
  return {
    'cloudformation DescribeStacks': query(
      'DescribeStacks',
      `<Stacks><member><StackName>Coopdesk</StackName><CreationTime>2026-11-27T00:00:00Z</CreationTime><StackStatus>CREATE_COMPLETE</StackStatus><Outputs>${outputs}</Outputs></member></Stacks>`,
    ),
    'cloudformation ListStackResources': query('ListStackResources', '<StackResourceSummaries/>'),
  }
}

const answered = (wire: Wire, more: Partial<typeof own> = {}) =>
  whyNotDeploy(accountAnswering(wire).account, { ...own, ...more })

describe('a deployment', () => {
  test('over a newer release is refused in a sentence, and only reads', async () => {
    const { account, asked } = accountAnswering(stackRunning('0.10.0', 'librarian 2, step 1'))
    expect(await whyNotDeploy(account, own)).toBe(
      'The stack runs release 0.10.0, and this is 0.2.0, which may not be able to read what the newer one has written: see docs/operating/upgrade.md. Nothing was changed. To roll back all the same, add --roll-back.',
    )
    expect(asked).toEqual(['cloudformation DescribeStacks', 'cloudformation ListStackResources'])
  })

  test('of the same release that would not read what the stack writes is refused, and says which items', async () => {
    expect(await answered(stackRunning('0.2.0', 'librarian 3, step 1, report 1'))).toBe(
      'The stack writes newer items than this release, which may not be able to read what the newer one has written: librarian 3 (here 2), report 1 (here unknown). See docs/operating/upgrade.md. Nothing was changed. To roll back all the same, add --roll-back.',
    )
  })

  test('over an older release, the same one, one that does not say, or no stack goes on', async () => {
    expect(await answered(stackRunning('0.1.9', 'librarian 1'))).toBeUndefined()
    expect(await answered(stackRunning('0.2.0', 'librarian 2, step 1'))).toBeUndefined()
    expect(await answered(stackRunning('0.2.0'))).toBeUndefined()
    const none = queryError('ValidationError', 'Stack with id Coopdesk does not exist')
    expect(await answered({ 'cloudformation DescribeStacks': none })).toBeUndefined()
  })

  test('over a newer release goes on when it is asked to roll back', async () => {
    expect(await answered(stackRunning('0.10.0'), { rollBack: true })).toBeUndefined()
  })

  test('hands everything else on to the CDK, and reads the file, stack and region in it', () => {
    const args = [
      '--roll-back',
      '-c',
      'consortium=your.yaml',
      '--require-approval',
      'never',
      '--context',
      'stack=Trial',
    ]
    const { cdk, rollBack, named } = optionsIn(args)
    expect(cdk).toEqual(args.slice(1))
    expect(rollBack).toBe(true)
    expect([...named]).toEqual([
      ['consortium', 'your.yaml'],
      ['stack', 'Trial'],
    ])
  })
})

test('a stack records a version for every kind of item', async () => {
  const all = Object.keys(await import('../../../lib/aws/upcasters/versions.ts')).filter(name =>
    /Upcasters$/.test(name),
  )
  expect(itemVersions().split(', ')).toHaveLength(all.length)
  expect(itemVersions()).toContain('librarian 2')
})
