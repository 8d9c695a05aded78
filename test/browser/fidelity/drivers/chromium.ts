import { chromium } from 'playwright'

import { launchOptions } from '../../../../scripts/find-browser.mjs'
import type { Driver } from './driver.ts'
import { inTurn } from './in-turn.ts'

/** Most of a scenario is waiting, so that even a small machine is not busy with one. */
const TABS = 4

export async function launchChromium(): Promise<Driver> {
  const browser = await chromium.launch(launchOptions())
  const tabs = await Promise.all(
    Array.from({ length: TABS }, async () => {
      const page = await (await browser.newContext()).newPage()
      return (url: string) => page.goto(url, { waitUntil: 'commit' })
    }),
  )

  return { visit: inTurn(tabs), close: () => browser.close() }
}
