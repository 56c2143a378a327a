import { defineConfig } from 'vitest/config'

/** It keeps both cores busy by itself, and runs when nothing else does. */
const heavy = ['tests/simulation/pairs.test.ts']

export default defineConfig({
  test: {
    globalSetup: ['tests/template.setup.ts'],
    reporters: ['default', ['json', { outputFile: '.test-report/tests.json' }]],
    // The local cloud runs every function in a worker of its own: on two cores, more files at once only wait for each other.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: { name: 'desk', include: ['tests/**/*.test.ts'], exclude: heavy, sequence: { groupOrder: 0 } },
      },
      { extends: true, test: { name: 'pairs', include: heavy, sequence: { groupOrder: 1 } } },
    ],
  },
})
