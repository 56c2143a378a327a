// Prints the counts of the test run as its last line. A check that failed before any test ran counts as one failure.
import { existsSync, readFileSync } from 'node:fs'

const file = new URL('../.test-report/tests.json', import.meta.url)
const status = Number(process.argv[2])
const { numPassedTests: passed = 0, numFailedTests: failed = 0 } = existsSync(file)
  ? JSON.parse(readFileSync(file, 'utf8'))
  : {}
console.log(`${passed} passed, ${failed === 0 && status !== 0 ? 1 : failed} failed`)
