import { defineConfig } from '@playwright/test'
import { findChromium } from './tests/support/chromium.ts'

const chromium = await findChromium()

/** Stories of minutes begin first: begun last, as their names would have it, one worker waits for the other's end. */
const longest = ['year.spec.ts', 'looks.spec.ts']

export default defineConfig({
  testDir: 'tests/e2e',
  projects: [
    { name: 'longest', testMatch: longest },
    { name: 'others', testMatch: '*.spec.ts', testIgnore: longest },
  ],
  globalSetup: './tests/support/e2e-setup.ts',
  outputDir: 'test-results/e2e',
  // How long a slow machine may take; what takes none of it waits for none of it.
  timeout: 300_000,
  expect: { timeout: 20_000 },
  workers: 2,
  fullyParallel: true,
  // A test that passes only the second time is counted, and named at the end of npm test.
  retries: 1,
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: {
    browserName: 'chromium',
    locale: 'zh-CN',
    viewport: { width: 1440, height: 900 },
    trace: 'on-first-retry',
    launchOptions: {
      executablePath: chromium.executablePath,
      // A host name that is not localhost is no secure context: what works there works on an office's LAN.
      args: [...chromium.args, '--host-resolver-rules=MAP office.test 127.0.0.1'],
      env: { ...(process.env as Record<string, string>), ...chromium.env },
    },
  },
})
