import type { Page } from 'playwright'
import { expect, it } from 'vitest'

import { analysedIssue } from '../helpers/analysed-issue.ts'
import { makeOwner, OWNER } from '../helpers/inbox-owner.ts'
import { openPage } from '../helpers/launch-chromium.ts'
import { readCollector } from '../helpers/read-collector.ts'
import { readReplay } from '../helpers/read-replay.ts'
import { servePages } from '../helpers/serve-pages.ts'
import { type RunningCollector, startCollector } from '../helpers/start-collector.ts'
import { startProxy } from '../helpers/start-proxy.ts'

/** A page on which paying fails; its text is shown in the replay. */
const failingPage = ({ url, keys }: RunningCollector) => `<!doctype html><title>Pay</title>
  <p id="state">Ready to pay</p><button>Pay now</button>
  <script src="${url}/casefile.js" data-key="${keys.capture}" data-endpoint="${url}"
    data-mask-text="off"></script>
  <script>
    document.querySelector('button').onclick = () => {
      document.querySelector('#state').textContent = 'Payment failed'
      undefined.amount
    }
  </script>`

/** Lets a person press the button and report it; returns the issue's id. */
async function reportFailure(collector: RunningCollector, description: string): Promise<string> {
  const { page, context } = await openPage(await servePages({ '/': failingPage(collector) }))
  // The recorder is loaded when the page has nothing else to do.
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => name.includes('casefile-recorder')),
  )
  await page.waitForFunction(
    () => new Promise((resolve) => requestIdleCallback(() => resolve(true))),
  )
  await page.getByRole('button', { name: 'Pay now' }).click()
  const issueId = await page.evaluate(async (words) => {
    const { Casefile } = window as unknown as {
      Casefile: {
        report(report: { description: string }): Promise<{
          issueId: string
          replaySent: Promise<boolean>
        }>
      }
    }
    const receipt = await Casefile.report({ description: words })
    await receipt.replaySent
    return receipt.issueId
  }, description)
  await context.close()
  return issueId
}

/** The recorded page, inside the player's frame inside the inbox. */
const recordedPage = (page: Page) => page.frameLocator('iframe').frameLocator('iframe')

it('explains an issue, and moves replay and timeline together', async () => {
  const collector = await startCollector()
  const issueId = await reportFailure(collector, 'Paying does nothing at all')
  await analysedIssue(collector, issueId)

  const { page, messages } = await openPage(collector.inboxUrl)
  await page.getByText('Paying does nothing at all').click()

  await page.getByRole('heading', { name: /"Pay now" was clicked; .*TypeError/ }).waitFor()
  await page.getByText(/Probable cause/).waitFor()
  const timeline = page.getByRole('region', { name: 'Timeline' })
  await timeline.getByText('Clicked button “Pay now”').waitFor()
  const rows = await timeline.getByRole('listitem').allInnerTexts()
  expect(rows.join(' ').replace(/\s+/g, ' ')).toMatch(
    /Loaded \/.*Clicked button “Pay now”.*TypeError/,
  )

  // The replay stands at the report; the row before the failure takes it back.
  await recordedPage(page).getByText('Payment failed').waitFor()
  await timeline.getByText('Clicked button “Pay now”').click()
  await recordedPage(page).getByText('Ready to pay').waitFor()
  expect(messages.filter((message) => !message.includes('allow-same-origin'))).toEqual([])
})

it('puts the issue on the clipboard as Markdown', async () => {
  const collector = await startCollector()
  const issueId = await reportFailure(collector, 'Paying does nothing at all')
  await analysedIssue(collector, issueId)
  const { page, context } = await openPage(`${collector.inboxUrl}issues/${issueId}`)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])

  await page.getByRole('button', { name: 'Copy as Markdown' }).click()

  const copied = () => page.evaluate(() => navigator.clipboard.readText())
  await expect.poll(copied).toContain('## Issue: Paying does nothing at all\n\n**Priority:** P')
})

it('shows the snippet with the key, and the first issue when it arrives, without a reload', async () => {
  const collector = await startCollector()
  const { page } = await openPage(collector.inboxUrl)
  await page.getByText(collector.keys.capture).first().waitFor()

  await reportFailure(collector, 'The first of all issues')

  await page.goto(collector.inboxUrl)
  await page.getByText('The first of all issues').waitFor()
  await reportFailure(collector, 'One more, while the list is open')
  await page.getByText('One more, while the list is open').waitFor()
})

it('runs nothing of a hostile recording and sends nothing anywhere', async () => {
  const collector = await startCollector()
  const { url, keys } = collector
  const asked: string[] = []
  const evil = await servePages({
    '/x': (request, response) => {
      asked.push(request.url ?? '')
      response.end()
    },
  })
  const post = async (path: string, body: object) => {
    const answer = await fetch(url + path, {
      method: 'POST',
      headers: { 'x-api-key': keys.capture, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return (await answer.json()) as { sessionId: string; issueId: string; chunkId: string }
  }
  const time = Date.now()
  const { sessionId } = await post('/v1/sessions', { externalSessionId: 'hostile' })
  const { issueId } = await post('/v1/issues', { sessionId, userDescription: 'From nobody' })
  const node = (id: number, tagName: string, attributes: object, childNodes: object[] = []) => ({
    id,
    type: 2,
    tagName,
    attributes,
    childNodes,
  })
  const hostile = node(3, 'body', {}, [
    node(4, 'img', { src: `${evil}/x`, onerror: 'top.document.title = "hacked"' }),
    node(5, 'script', {}, [{ id: 6, type: 3, textContent: 'top.document.title = "hacked"' }]),
    node(7, 'iframe', { srcdoc: `<img src="${evil}/x">`, src: `${evil}/x` }),
    node(8, 'link', { rel: 'stylesheet', href: `${evil}/x` }),
    node(9, 'div', { style: `background: url(${evil}/x); background: u\\72l(${evil}/x)` }),
    node(10, 'style', {}, [
      { id: 11, type: 3, textContent: `@import "${evil}/x"; b { color: red }` },
    ]),
    node(12, 'svg', {}, [node(13, 'image', { href: `${evil}/x` })]),
    node(14, 'p', {}, [{ id: 15, type: 3, textContent: 'Still here' }]),
  ])
  const { chunkId } = await post(`/api/casefile/v1/sessions/${sessionId}/replay`, {
    events: [
      { type: 4, timestamp: time, data: { href: 'https://shop.example', width: 800, height: 600 } },
      {
        type: 2,
        timestamp: time,
        data: {
          node: { id: 1, type: 0, childNodes: [node(2, 'html', {}, [hostile])] },
          initialOffset: { left: 0, top: 0 },
        },
      },
      { type: 3, timestamp: time + 1, data: { source: 3, id: 1, x: 0, y: 0 } },
    ],
  })
  expect(chunkId).toMatch(/\S/)

  const { page } = await openPage(`${collector.inboxUrl}issues/${issueId}`)
  await recordedPage(page).getByText('Still here').waitFor()
  await page.waitForLoadState('networkidle')

  expect(asked).toEqual([])
  expect(await page.title()).not.toBe('hacked')
})

it('replays two reports of one visit as one recording', async () => {
  const collector = await startCollector()
  const { page } = await openPage(await servePages({ '/': failingPage(collector) }))
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => name.includes('casefile-recorder')),
  )
  await page.waitForFunction(
    () => new Promise((resolve) => requestIdleCallback(() => resolve(true))),
  )
  const report = (description: string) =>
    page.evaluate(async (words) => {
      const { Casefile } = window as unknown as {
        Casefile: {
          report(report: object): Promise<{ issueId: string; replaySent: Promise<boolean> }>
        }
      }
      const receipt = await Casefile.report({ description: words })
      await receipt.replaySent
      return receipt.issueId
    }, description)
  await report('first')
  await page.getByRole('button', { name: 'Pay now' }).click()
  const issueId = await report('second')
  const { sessionId } = await readCollector(collector).issue(issueId)
  expect((await readReplay(readCollector(collector), sessionId)).chunks).toHaveLength(2)

  const inbox = await openPage(`${collector.inboxUrl}issues/${issueId}`)

  await recordedPage(inbox.page).getByText('Payment failed').waitFor()
})

it.each([true, false])('works below a path of a proxy (that strips it: %s)', async (strips) => {
  const collector = await startCollector({ args: ['--base-path', '/tools/casefile'] })
  const proxy = await startProxy({ target: collector.url, basePath: '/tools/casefile', strips })
  const url = `${proxy}/tools/casefile`
  await reportFailure({ ...collector, url }, 'Paying fails behind a proxy')

  await makeOwner(collector)
  const { page, context } = await openPage(`${url}/`)
  await page.getByLabel('E-mail').fill(OWNER.email)
  await page.getByLabel('Password', { exact: true }).fill(OWNER.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('Paying fails behind a proxy').click()

  await page.waitForURL(/\/tools\/casefile\/inbox\/issues\/[\w-]+$/)
  await recordedPage(page)
    .getByText(/Ready to pay|Payment failed/)
    .waitFor()
  await page.reload()
  await page.getByRole('link', { name: 'Install' }).click()
  await page.getByText(`src="${url}/casefile.js"`).waitFor()
  expect((await context.cookies()).map(({ path }) => path)).toEqual(['/tools/casefile'])
})
