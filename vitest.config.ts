import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

/** These start databases of their own. */
const onTheirOwn = ['tests/contract/{bus,cluster,duty,postgres,processes,proxies}.test.ts']
/** What is tried on PostgreSQL too: the contract of the store, and verbs with SQL of their own. */
const onPostgres = [
  'tests/contract/{append,attempts,store}.test.ts',
  'tests/collab/keystroke.test.ts',
  'tests/http/{search,set-aside}.test.ts',
]

const everything = ['tests/**/*.test.{ts,tsx}']

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    // Servers and commands that tests start as processes compile nothing twice.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules/.cache/tests') },
    projects: [
      {
        extends: true,
        test: { name: 'tests', include: everything, exclude: ['tests/e2e/**', 'node_modules/**'] },
      },
      {
        extends: true,
        test: {
          name: 'postgres',
          include:
            process.env.TEST_DATABASE === 'postgres'
              ? ['tests/{contract,collab,http}/**/*.test.ts']
              : onPostgres,
          exclude: onTheirOwn,
          globalSetup: 'tests/support/postgres-setup.ts',
          setupFiles: 'tests/support/postgres-worker.ts',
        },
      },
    ],
  },
})
