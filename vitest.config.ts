import { defineConfig } from 'vitest/config'

/** This stops only tests that never end, even on a busy machine, since none takes a tenth of this on an idle one. */
const hangingMs = 5 * 60_000

/** The tests by cost. Each project needs more than the one before it. */
export default defineConfig({
  test: {
    reporters: ['default', ['json', { outputFile: '.test-report/tests.json' }]],
    // The local cloud runs every function in its own worker. On two cores, more files at once would only wait for each other.
    maxWorkers: 2,
    coverage: {
      provider: 'v8',
      include: ['lib/**', 'client/**', 'terminal/**'],
      reporter: ['text'],
      reportsDirectory: '.test-report/coverage',
    },
    setupFiles: ['tests/seed.setup.ts'],
    testTimeout: hangingMs,
    hookTimeout: hangingMs,
    expect: { poll: { timeout: hangingMs } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // Nothing that they import has state, so the next file can use the loaded modules.
          isolate: false,
          include: ['tests/unit/**/*.test.ts', 'tests/contracts/{memory,sent-mails}.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'desk',
          // The loaded modules and compiled code serve the next file, too. What a file changes in its process, it changes back.
          isolate: false,
          // The test of the rules of CloudFormation turns them on. They take as long as the rest of a synthesis.
          env: { CDK_VALIDATION: 'false' },
          include: ['tests/desk/**/*.test.ts', 'tests/releases/**/*.test.ts', 'tests/contracts/dynamodb.test.ts'],
          globalSetup: ['tests/template.setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          globalSetup: ['tests/template.setup.ts', 'tests/browser/browser.setup.ts'],
        },
      },
      {
        extends: true,
        test: { name: 'simulation', include: ['tests/simulation/**/*.test.ts'], exclude: ['**/pairs.test.ts'] },
      },
      {
        extends: true,
        // It keeps both cores busy on its own, so it runs when nothing else does.
        test: { name: 'pairs', include: ['tests/simulation/pairs.test.ts'], sequence: { groupOrder: 1 } },
      },
    ],
  },
})
