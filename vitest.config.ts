import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/template.setup.ts'],
    reporters: ['default', ['json', { outputFile: '.test-report/tests.json' }]],
    // The local cloud runs every function in a worker of its own: on two cores, more files at once only wait for each other.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
})
