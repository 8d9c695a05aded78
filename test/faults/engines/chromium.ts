import { readlink } from 'node:fs/promises'
import { join } from 'node:path'

import { chromium, type BrowserContext, type Page } from 'playwright'

import { launchOptions } from '../../../scripts/find-browser.mjs'
import type { Engine, Tab } from './engine.ts'

export async function launchChromium(profile: string): Promise<Required<Engine>> {
  let context = await launch(profile)

  return {
    async open(url) {
      const page = await context.newPage()
      await page.goto(url)
      return toTab(page)
    },

    async restartKilled() {
      const ended = new Promise((resolve) => context.once('close', resolve))
      process.kill(await readProcessId(profile), 'SIGKILL')
      await ended
      context = await launch(profile)
    },

    async limitStorage(url, bytes) {
      // For as long as the session lasts, and so the page it is of: the browser's first.
      const session = await context.newCDPSession(context.pages()[0]!)
      const { origin } = new URL(url)
      await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: bytes })
    },

    close: () => context.close(),
  }
}

/** With the back/forward cache that people have, and Playwright turns off. */
function launch(profile: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, {
    ...launchOptions(),
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  })
}

/** The lock on a profile names its owner: `<host>-<process>`. */
async function readProcessId(profile: string): Promise<number> {
  const owner = await readlink(join(profile, 'SingletonLock'))
  return Number(owner.slice(owner.lastIndexOf('-') + 1))
}

async function toTab(page: Page): Promise<Required<Tab>> {
  // Beforehand: a page that hangs lets nobody in.
  const session = await page.context().newCDPSession(page)

  return {
    run: <Result>(expression: string) => page.evaluate(expression) as Promise<Result>,

    async close() {
      const closed = page.waitForEvent('close')
      await page.close({ runBeforeUnload: true })
      await closed
    },

    async crash() {
      const crashed = page.waitForEvent('crash')
      // Never answered: who would answer is gone.
      void session.send('Page.crash').catch(() => {})
      await crashed
      await page.close()
    },
  }
}
