import { expect, test } from 'vitest'
import { askedBy, run } from '../../../operating/consortium.ts'

const file = 'examples/consortium.yaml'

test('a command names the file, the desk and what may be overwritten', () => {
  expect(
    askedBy(['apply', 'your.yaml', '--local', '--overwrite', 'library:east', '--overwrite', 'librarian:ann']),
  ).toEqual({
    command: 'apply',
    file: 'your.yaml',
    http: 'http://127.0.0.1:4510',
    overwrite: ['library:east', 'librarian:ann'],
  })
  expect(askedBy(['diff', 'your.yaml', '--stack', 'Trial', '--region', 'eu-central-1'])).toEqual({
    command: 'diff',
    file: 'your.yaml',
    stack: 'Trial',
    region: 'eu-central-1',
    overwrite: [],
  })
})

test('without a command that there is, the usage is printed', () => {
  expect([askedBy([]), askedBy(['delete']), askedBy(['diff', '--help'])]).toEqual([undefined, undefined, undefined])
})

test('a file is checked without any desk', async () => {
  const lines: string[] = []
  expect(await run({ command: 'check', file, overwrite: [] }, line => lines.push(line))).toBe(0)
  expect(lines).toEqual([`${file} is right: 5 libraries, 6 librarians.`])
})

test('a desk that does not answer is one sentence', async () => {
  const nowhere = { command: 'diff', file, http: 'http://127.0.0.1:9', overwrite: [] }
  await expect(run(nowhere, () => {})).rejects.toThrow(
    'No desk answers at http://127.0.0.1:9: is it running (npm start)?',
  )
})
