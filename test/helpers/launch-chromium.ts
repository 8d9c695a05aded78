import { chromium, type Browser, type BrowserContext, type Page } from 'playwright'
import { onTestFinished } from 'vitest'

import { launchOptions } from '../../scripts/find-browser.mjs'

/** A real Chromium with a profile of its own; closed when the test is over. */
export async function launchChromium(): Promise<Browser> {
  const browser = await chromium.launch(launchOptions())
  onTestFinished(() => browser.close())
  return browser
}

export interface OpenedPage {
  page: Page
  context: BrowserContext
  /** Text of every console message of the page, and of every uncaught error, as they come. */
  messages: string[]
}

/** A page in a context of its own, in a browser of its own. */
export async function openPage(url: string): Promise<OpenedPage> {
  const browser = await launchChromium()
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const page = await context.newPage()
  const messages: string[] = []
  page.on('console', (message) => messages.push(message.text()))
  page.on('pageerror', (error) => messages.push(String(error)))
  await page.goto(url)
  return { page, context, messages }
}
