import type { Page } from 'playwright'

import { readCollector } from './read-collector.ts'
import { servePages } from './serve-pages.ts'
import type { RunningCollector } from './start-collector.ts'

/** What the script tag puts on a page, as the tests use it inside of `page.evaluate`. */
export interface PageWithCasefile {
  Casefile: {
    init(options: object): void
    flush(): Promise<void>
    sessionId(): string
    setConsent(consent: string): void
    pause(): void
    resume(): void
    report(report: {
      description: string
    }): Promise<{ issueId: string | null; stored: false | 'device' | 'page' }>
    onReportSettled(listener: (settled: object) => void): void
    stop(): Promise<void>
    identify(user: object): void
    addContext(context: object): void
    reset(): void
  }
  originals: { fetch: unknown; log: unknown }
}

/** Serves a page that records into `collector`; `options` is written as JavaScript. */
export function serveRecordingPage(
  { url, keys }: Pick<RunningCollector, 'url' | 'keys'>,
  options = '',
): Promise<string> {
  return servePages({
    '/': `<!doctype html><title>Page</title><button>Press</button>
      <script>window.originals = { fetch, log: console.log }</script>
      <script src="${url}/casefile.js"></script>
      <script>Casefile.init({ key: '${keys.capture}', endpoint: '${url}', ${options} })</script>`,
  })
}

/** Waits until the page has delivered, then gives the console messages the collector holds. */
export async function deliveredMessages(
  page: Page,
  collector: RunningCollector,
): Promise<string[]> {
  const externalId = await page.evaluate(async () => {
    const { Casefile } = window as unknown as PageWithCasefile
    await Casefile.flush()
    return Casefile.sessionId()
  })
  return storedMessages(collector, externalId)
}

/** The console messages the collector holds of a visit. */
export async function storedMessages(
  collector: RunningCollector,
  externalId: string,
): Promise<string[]> {
  const reader = readCollector(collector)
  const events = await reader.events(await reader.sessionId(externalId))
  return events.flatMap((event) => (event.type === 'console' ? [event.message] : []))
}

export const readSessionId = (page: Page): Promise<string> =>
  page.evaluate(() => (window as unknown as PageWithCasefile).Casefile.sessionId())
