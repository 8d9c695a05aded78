import type { BrowserContext, Page } from 'playwright'
import { expect, it } from 'vitest'

import { analysedIssue } from '../helpers/analysed-issue.ts'
import { openPage } from '../helpers/launch-chromium.ts'
import { flawsOf } from '../helpers/page-flaws.ts'
import { reportThroughWidget } from '../helpers/report-through-widget.ts'
import { startExample } from '../helpers/start-example.ts'
import { useCollector } from '../helpers/use-collector.ts'

const collector = useCollector()

async function openShop() {
  const opened = await openPage(await startExample('shop', collector()))
  await opened.page.getByRole('button', { name: 'Ask Wren' }).click()
  return opened
}

/** Asks, and gives the answer. */
async function ask(page: Page, question: string): Promise<string | null> {
  const answers = page.locator('.from-wren:not(.is-waiting) p')
  const before = await answers.count()
  await page.getByRole('textbox', { name: 'Your question' }).fill(question)
  await page.keyboard.press('Enter')
  await expect.poll(() => answers.count()).toBe(before + 1)
  return answers.last().textContent()
}

/** Orders a mug, as the checkout would; gives the number. */
const order = (page: Page) =>
  page.evaluate(async () => {
    const contact = { name: 'A', email: 'a@example.com', street: 'S', postcode: '1', city: 'C' }
    const response = await fetch('/api/orders', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ contact, items: [{ id: 'field-mug', quantity: 1 }], carrier: 'post' }),
    })
    return ((await response.json()) as { number: string }).number
  })

it('answers from the shelves, fills the cart, and knows on the next page what was said', async () => {
  const { page, messages } = await openShop()

  expect(await ask(page, 'coffee under 14 euro')).toBe('We have Field Notes (€13.80).')
  expect(await ask(page, 'Is the hand grinder in stock?')).toBe('Yes: we have 3 of Hand grinder.')
  expect(await ask(page, 'how much are the paper filters?')).toBe('Paper filters is €6.50.')
  expect(await ask(page, 'Add two Field Notes to my cart')).toBe(
    '2 × Field Notes is in your cart, €27.60.',
  )
  await page.getByRole('link', { name: 'Go to the cart' }).click()

  await page.getByRole('link', { name: 'Field Notes' }).waitFor()
  await page.getByRole('button', { name: 'Ask Wren' }).click()
  expect(await page.getByRole('log').textContent()).toContain('You: Is the hand grinder in stock?')
  expect(messages.filter((text) => !text.includes('404'))).toEqual([])
})

it('puts the tool call that failed beside what the user reports, with the thumb', async () => {
  const { page, context } = await openShop()
  const posts = await takeRuns(context)
  const number = await order(page)

  expect(await ask(page, `Where is my order ${number}?`)).toContain('our tracking does not answer')
  const thumb = page.getByRole('button', { name: 'Bad answer' })
  await thumb.click()
  expect(await thumb.getAttribute('aria-pressed')).toBe('true')
  const issueId = await reportThroughWidget(page, 'The assistant cannot find my parcel.')

  const issue = await analysedIssue(collector(), issueId)
  const failed = `GET /api/orders/${number}/tracking answered 500`
  expect(issue.root_cause).toContain(failed)
  await expect.poll(() => posts.map(({ path }) => path)).toEqual(['/v1/custom', '/v1/feedback'])
  const [run, first, second, toolCall] = posts[0]!.body.items
  expect(run).toMatchObject({
    session_id: await page.evaluate(() =>
      (window as unknown as { Casefile: { sessionId(): string } }).Casefile.sessionId(),
    ),
    status_code: 0,
    conversational: true,
    prompt: { user_prompt: `Where is my order ${number}?` },
    metadata: { 'tcc.agent': 'wren' },
  })
  expect(first).toMatchObject({ type: 'step', finish_reason: 'tool_calls' })
  expect(second).toMatchObject({ type: 'step', finish_reason: 'stop', response: run.response })
  expect(toolCall).toMatchObject({
    tool_name: 'track_order',
    args: JSON.stringify({ number }),
    status_code: 2,
    status_message: expect.stringContaining(failed),
  })
  expect(posts[1]!.body).toEqual({ runId: run.run_id, score: 'thumbs_down' })
})

it('can be used by keyboard, and has nothing to stumble over', async () => {
  const { page } = await openShop()
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim())

  expect(await page.evaluate(() => document.activeElement?.id)).toBe('assistant-question')
  expect(await flawsOf(page)).toEqual([])
  await page.getByRole('button', { name: 'Where is my order?' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('Which order is it?').waitFor()
  expect(await flawsOf(page)).toEqual([])

  await page.keyboard.press('Escape')
  expect(await page.getByRole('dialog', { name: 'Wren' }).isVisible()).toBe(false)
  expect(await focused()).toBe('Ask Wren')
})

/** Lets the collector say that it takes runs from pages, and takes them in its place. */
async function takeRuns(context: BrowserContext) {
  // Tests read what they expect.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  const posts: { path: string; body: any }[] = []

  await context.route('**/v1/sessions', async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    const response = await route.fetch()
    const answer = (await response.json()) as { extensions: string[] }
    return route.fulfill({
      response,
      json: { ...answer, extensions: [...answer.extensions, 'runs'] },
    })
  })
  await context.route(/\/v1\/(custom|feedback)$/, (route) => {
    const request = route.request()
    if (request.method() === 'POST') {
      posts.push({ path: new URL(request.url()).pathname, body: request.postDataJSON() })
    }
    return route.fulfill({
      status: 200,
      headers: { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' },
      json: { success: true },
    })
  })
  return posts
}
