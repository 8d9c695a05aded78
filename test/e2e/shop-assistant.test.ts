import type { Page } from 'playwright'
import { expect, it } from 'vitest'

import { analysedIssue } from '../helpers/analysed-issue.ts'
import { openPage } from '../helpers/launch-chromium.ts'
import { flawsOf } from '../helpers/page-flaws.ts'
import { readSessionId } from '../helpers/recording-page.ts'
import { reportThroughWidget } from '../helpers/report-through-widget.ts'
import { startExample } from '../helpers/start-example.ts'
import { storedRun } from '../helpers/stored-runs.ts'
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

/** The run behind the last answer, as the shop remembers it. */
const lastRunId = (page: Page) =>
  page.evaluate(() => {
    const said = JSON.parse(sessionStorage.getItem('larkfield.conversation')!) as {
      runId: string
    }[]
    return said.at(-1)!.runId
  })

it('answers from the shelves, fills the cart, and knows on the next page what was said', async () => {
  const { page, messages } = await openShop()

  expect(await ask(page, 'coffee under 14 euro')).toBe('We have Field Notes (€13.80).')
  expect(await ask(page, 'Is the hand grinder in stock?')).toBe('Yes: we have 3 of Hand grinder.')
  expect(await ask(page, 'how much are the paper filters?')).toBe('Paper filters is €6.50.')
  expect(await ask(page, 'any glasses?')).toBe('I find nothing for “glasses” on our shelves.')
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
  const { page } = await openShop()
  const number = await order(page)

  expect(await ask(page, `Where is my order ${number}?`)).toContain('our tracking does not answer')
  const thumb = page.getByRole('button', { name: 'Bad answer' })
  await thumb.click()
  expect(await thumb.getAttribute('aria-pressed')).toBe('true')
  const issueId = await reportThroughWidget(page, 'The assistant cannot find my parcel.')

  const issue = await analysedIssue(collector(), issueId)
  const failed = `GET /api/orders/${number}/tracking answered 500`
  expect(issue.root_cause).toContain(failed)
  const runId = await lastRunId(page)
  const read = () => storedRun(collector(), runId)
  await expect.poll(async () => (await read()).feedback?.score).toBe('thumbs_down')
  expect(await read()).toMatchObject({
    sessionId: await readSessionId(page),
    framework: 'browser',
    agent: 'wren',
    conversational: true,
    statusCode: 0,
    prompt: `Where is my order ${number}?`,
    response: expect.stringContaining('our tracking does not answer'),
    steps: [
      { modelUsed: 'larkfield-rules-1', finishReason: 'tool_calls' },
      { modelUsed: 'larkfield-rules-1', finishReason: 'stop' },
    ],
    toolCalls: [
      {
        toolName: 'track_order',
        args: JSON.stringify({ number }),
        statusCode: 2,
        statusMessage: expect.stringContaining(failed),
      },
    ],
  })
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
