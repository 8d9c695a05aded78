import { readFile } from 'node:fs/promises'

import type { BrowserContext, Page } from 'playwright'
import { expect, it } from 'vitest'

import { openPage } from '../helpers/launch-chromium.ts'
import { type PageWithCasefile, readSessionId } from '../helpers/recording-page.ts'
import { serveAll } from '../helpers/serve-pages.ts'
import { type Arrived, startIntake } from '../helpers/start-intake.ts'

/** Longer than entries are collected, and than the first waits between two attempts. */
const DELIVERED = { timeout: 20_000, interval: 200 }

type Agent = typeof import('casefile/agent')

/** A collector that says which extensions it has, until it is told to be away. */
async function startStandIn(extensions: string[] = ['runs']) {
  let isAway = false
  const intake = await startIntake((_, { path }) => {
    if (isAway) return 'cut'
    if (path === '/v1/sessions') {
      return { status: 201, body: JSON.stringify({ sessionId: 'remote-1', extensions }) }
    }
    return { status: path.endsWith('/logs') ? 202 : 200 }
  })
  const of = (path: string) => intake.arrived.filter((each) => each.path === path)
  return {
    ...intake,
    runs: () => of('/v1/custom').map(({ body }) => body),
    of,
    /** Forgets what has come, too. */
    goAway(away: boolean) {
      isAway = away
      intake.arrived.length = 0
    },
  }
}

/** A site that records by script tag, and imports the agent module from where the script lies. */
function serveSite(endpoint: string, options: string | undefined): Promise<string> {
  const casefile =
    options === undefined
      ? ''
      : `<script src="/casefile.js"></script>
         <script>Casefile.init({ key: 'uc_pk_e2e', endpoint: '${endpoint}', widget: false,
           capture: { replay: false }, ${options} })</script>`
  const page = `<!doctype html><title>Page</title>${casefile}
    <script type="module">
      import * as agent from '/casefile-agent.js'
      window.agent = agent
    </script>`

  return serveAll(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (!pathname.endsWith('.js')) {
      return void response.writeHead(200, { 'content-type': 'text/html' }).end(page)
    }
    const file = await readFile(new URL(`../../dist/script${pathname}`, import.meta.url))
    response.writeHead(200, { 'content-type': 'text/javascript' }).end(file)
  })
}

async function open(endpoint: string, options?: string) {
  const site = await serveSite(endpoint, options)
  const opened = await openPage(site)
  await ready(opened.page)
  return { ...opened, site }
}

const ready = (page: Page) => page.waitForFunction(() => 'agent' in window)

const openNext = async (context: BrowserContext, site: string) => {
  const page = await context.newPage()
  await page.goto(site)
  await ready(page)
  return page
}

/** Runs an agent with one tool call; says how long it had to wait for the end. */
const chat = (page: Page, prompt: string) =>
  page.evaluate(async (words) => {
    const { agent } = window as unknown as { agent: Agent }
    const r = agent.run({ conversational: true }).prompt(words)
    r.toolCall('find').args({ words }).end()
    await r.response('found').end()
    return r.runId
  }, prompt)

const flush = (page: Page) =>
  page.evaluate(() => (window as unknown as PageWithCasefile).Casefile.flush())

it('sends a run of a page once, with the capture key and under the session of the visit', async () => {
  const collector = await startStandIn()
  const { page } = await open(collector.url, '')

  const runId = await chat(page, 'hello')
  await flush(page)
  await flush(page)

  const session_id = await readSessionId(page)
  expect(collector.runs()).toEqual([
    {
      type: 'batch',
      items: [
        expect.objectContaining({ type: 'run', run_id: runId, session_id, conversational: true }),
        expect.objectContaining({ type: 'tool_call', run_id: runId, args: '{"words":"hello"}' }),
      ],
    },
  ])
  expect(collector.of('/v1/custom')[0]!.headers).toMatchObject({ 'x-api-key': 'uc_pk_e2e' })
  expect(collector.of('/v1/sessions')[0]!.body).toEqual({ externalSessionId: session_id })
})

it('delivers by itself, and records none of it as a request of the page', async () => {
  const collector = await startStandIn()
  const { page } = await open(collector.url, '')

  await chat(page, 'hello')
  await page.evaluate(async () => {
    const { agent } = window as unknown as { agent: Agent }
    await agent.submitFeedback({ runId: 'run-1', score: 'thumbs_up' })
  })

  await expect
    .poll(() => collector.of('/v1/feedback').map(({ body }) => body), DELIVERED)
    .toEqual([{ runId: 'run-1', score: 'thumbs_up' }])
  await flush(page)
  const entries = collector.of('/v1/sessions/remote-1/logs').flatMap(({ body }) => body.logs)
  expect(entries.filter(({ type }) => type === 'network')).toEqual([])
})

it('keeps a run on the device while offline, and delivers it after a reload', async () => {
  const collector = await startStandIn()
  const { page, context } = await open(collector.url, '')
  await flush(page)
  const before = await readSessionId(page)
  await context.setOffline(true)

  const run_id = await chat(page, 'offline')
  expect(collector.runs()).toEqual([])
  await context.setOffline(false)
  await page.reload()

  await expect.poll(() => collector.runs().length, DELIVERED).toBeGreaterThan(0)
  await flush(page)
  // Sent as the network came back and cut off by the reload, it goes again: under the same id, by
  // which a collector keeps it once.
  for (const { items } of collector.runs()) {
    expect(items).toMatchObject([{ run_id, session_id: before }, { run_id }])
  }
})

it('leaves a run for the next page of the origin when its tab is closed', async () => {
  const collector = await startStandIn()
  const { page, context, site } = await open(collector.url, '')
  await flush(page)
  collector.goAway(true)
  await chat(page, 'closed')
  const session_id = await readSessionId(page)
  const next = await openNext(context, site)
  await page.close()
  collector.goAway(false)

  await flush(next)

  await expect
    .poll(() => collector.runs(), DELIVERED)
    .toMatchObject([{ items: [{ session_id }, {}] }])
})

it('waits for what takes it when a run ends before the page has loaded', async () => {
  const collector = await startStandIn()
  const site = await serveSite(collector.url, '')
  const { page } = await openPage('about:blank')
  let letLoad: (() => void) | undefined
  await page.route('**/casefile-late-*', async (route) => {
    await new Promise<void>((resolve) => (letLoad = resolve))
    await route.continue()
  })
  await page.goto(site)
  await ready(page)

  const ended = chat(page, 'early')
  await expect.poll(() => letLoad, DELIVERED).toBeDefined()
  letLoad!()
  await ended

  await expect.poll(() => collector.runs().length, DELIVERED).toBe(1)
})

it('keeps no run before consent, and deletes what waits when it is withdrawn', async () => {
  const collector = await startStandIn()
  const { page } = await open(collector.url, `consent: 'required'`)
  const setConsent = (answer: string) =>
    page.evaluate(
      (given) => (window as unknown as PageWithCasefile).Casefile.setConsent(given),
      answer,
    )
  await chat(page, 'before consent')
  await setConsent('granted')
  await chat(page, 'with consent')
  await flush(page)
  collector.goAway(true)
  await chat(page, 'withdrawn')
  await setConsent('denied')
  await chat(page, 'after')
  collector.goAway(false)
  await setConsent('granted')
  await chat(page, 'granted again')
  await flush(page)

  expect(prompts(collector.arrived)).toEqual(['granted again'])
})

it('lets no run leave the device before a report, where nothing else does', async () => {
  const collector = await startStandIn()
  const { page } = await open(collector.url, `mode: 'on-report'`)
  await chat(page, 'private')
  await flush(page)
  expect(collector.arrived).toEqual([])

  await page.evaluate(() =>
    (window as unknown as PageWithCasefile).Casefile.report({ description: 'broken' }).catch(
      // The stand-in gives no number of an issue.
      () => {},
    ),
  )

  const posts = collector.arrived.map(({ path }) => path)
  expect(prompts(collector.arrived)).toEqual(['private'])
  expect(posts.indexOf('/v1/custom')).toBeLessThan(posts.indexOf('/v1/issues'))
})

it('sends no run to a collector that does not list them', async () => {
  const collector = await startStandIn(['idempotency'])
  const { page } = await open(collector.url, '')

  await chat(page, 'unasked')
  await flush(page)

  expect(collector.of('/v1/sessions')).toHaveLength(1)
  expect(collector.runs()).toEqual([])
})

it('sends directly where no Casefile runs', async () => {
  const collector = await startStandIn()
  const { page } = await open(collector.url)

  await page.evaluate((endpoint) => {
    const { agent } = window as unknown as { agent: Agent }
    agent.configure({ apiKey: 'dev_test', endpoint })
  }, collector.url)
  await chat(page, 'direct')

  expect(prompts(collector.arrived)).toEqual(['direct'])
  expect(collector.arrived[0]!.headers.authorization).toBe('Bearer dev_test')
  expect(collector.runs()[0].items[0]).not.toHaveProperty('session_id')
})

const prompts = (arrived: readonly Arrived[]) =>
  arrived
    .filter(({ path }) => path === '/v1/custom')
    .map(({ body }) => body.items[0].prompt.user_prompt)
