import { availableParallelism } from 'node:os'

import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'

import { launchOptions } from './scripts/find-browser.mjs'

const source = { conditions: ['casefile-source'] }

/** What has not come after this will not come, however busy the machine. */
const expectation = { poll: { timeout: 10_000 } }

/**
 * For tests that mostly wait, for a disk or a process: one worker less than there are cores, which
 * is the default, would be one on two cores.
 */
const together = {
  maxWorkers: Math.max(2, availableParallelism() - 1),
  sequence: { groupOrder: 1 },
}

/**
 * `unit` runs in Node, `browser` inside Chromium, `contract` asks the built collector, `fidelity`
 * compares pages with and without the script (in `CASEFILE_ENGINE`), `faults` lets delivery fail in
 * every way we know (see `npm run faults`), `e2e` drives Chromium against the built packages.
 */
export default defineConfig({
  test: {
    reporters: ['default', './test/helpers/count-reporter.ts'],
    projects: [
      {
        resolve: source,
        ssr: { resolve: { conditions: ['casefile-source', 'node', 'import', 'default'] } },
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          ...together,
          testTimeout: 15_000,
          expect: expectation,
        },
      },
      {
        resolve: source,
        // Found late, a dependency would make Vite reload the page in the middle of a test.
        optimizeDeps: {
          include: [
            'idb-keyval',
            'fast-check',
            'rrweb',
            'web-vitals',
            'preact',
            'preact/hooks',
            'preact/jsx-runtime',
            'preact/jsx-dev-runtime',
            'axe-core',
          ],
        },
        define: { __CASEFILE_VERSION__: '"test"' },
        oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.{ts,tsx}'],
          exclude: ['test/browser/fidelity/**'],
          expect: { poll: { timeout: 8_000 } },
          globalSetup: './test/helpers/answering-server.ts',
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            // Under the test timeout, so that what did not happen is named.
            provider: playwright({ launchOptions: launchOptions(), actionTimeout: 8_000 }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        resolve: source,
        ssr: { resolve: { conditions: ['casefile-source', 'node', 'import', 'default'] } },
        test: {
          name: 'contract',
          include: ['test/contract/**/*.test.ts'],
          ...together,
          expect: expectation,
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        resolve: source,
        ssr: { resolve: { conditions: ['casefile-source', 'node', 'import', 'default'] } },
        test: {
          name: 'fidelity',
          include: ['test/browser/fidelity/**/*.test.ts'],
          expect: expectation,
          testTimeout: 40_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        resolve: source,
        ssr: { resolve: { conditions: ['casefile-source', 'node', 'import', 'default'] } },
        test: {
          name: 'faults',
          include: ['test/faults/**/*.test.ts'],
          expect: expectation,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          expect: expectation,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
