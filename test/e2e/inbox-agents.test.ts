import { randomUUID } from 'node:crypto'

import type { Page } from 'playwright'
import { describe, expect, it } from 'vitest'

import { call, reportIssue, sendLogs } from '../helpers/collector-client.ts'
import { openPage } from '../helpers/launch-chromium.ts'
import { flawsOf } from '../helpers/page-flaws.ts'
import { runServerCli } from '../helpers/run-server-cli.ts'
import { sendRun } from '../helpers/send-run.ts'
import { type RunningCollector, startCollector } from '../helpers/start-collector.ts'
import { useCollector } from '../helpers/use-collector.ts'
import { consoleEntry } from '../helpers/wire-entries.ts'

const HOSTILE =
  '<img src=x onerror="document.title=1"><script>document.title=2</script> [x](javascript:alert(1)) `|` **b**'
const WEEK = 7 * 24 * 60 * 60_000

/** A page's session with a report, and the runs of the agent behind that page. */
async function sessionWithRuns(collector: RunningCollector) {
  const externalSessionId = randomUUID()
  const { body } = await call(collector, 'POST /v1/sessions', {
    key: collector.keys.capture,
    body: { externalSessionId },
  })
  const { sessionId } = body
  await sendLogs(collector, sessionId, [
    consoleEntry('The assistant was opened', { time: Date.now() - 9_000 }),
    consoleEntry('No order to show', { time: Date.now() - 3_000, level: 'error' }),
  ])
  await sendRun(collector, { sessionId: externalSessionId, startTime: Date.now() - 8_000 })
  const failed = await sendRun(collector, {
    sessionId: externalSessionId,
    startTime: Date.now() - 5_000,
    prompt: 'Where is order A-1?',
    failure: 'Rate limit reached',
    toolFailure: 'The order service answered 503',
  })
  const issueId = await reportIssue(collector, sessionId, 'The assistant says nothing')
  return { sessionId, issueId, failed }
}

const focusedText = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '')

describe('the agents in the inbox', () => {
  const collector = useCollector()
  const open = (path: string) => openPage(collector().inboxUrl + path)

  it('leads from the list to a run, its parts, its session and the report, and back', async () => {
    const { failed } = await sessionWithRuns(collector())
    const { page, messages } = await open('')
    await page.getByRole('link', { name: 'Agents' }).click()

    await page.getByRole('link', { name: /Where is order A-1\?.*Rate limit reached/ }).click()
    await page.getByRole('heading', { level: 1, name: 'Where is order A-1?' }).waitFor()
    const parts = page.getByRole('region', { name: 'What the agent did' })
    const details = page.getByRole('complementary')
    // What failed is shown without being asked for.
    await details.getByText('The order service answered 503').waitFor()
    await parts.getByRole('button', { name: /^Run, failed/ }).focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await details.getByText('120 in, 30 out').waitFor()
    expect(page.url()).toContain('span=step')
    await page.keyboard.press('ArrowDown')
    expect(await focusedText(page)).toContain('find_order')
    await page.getByRole('button', { name: /^1 part failed/ }).click()
    await details.getByText('The order service answered 503').waitFor()

    await page.getByRole('link', { name: 'What happened on the page' }).click()
    const timeline = page.getByRole('region', { name: 'Timeline' })
    const asked = timeline.getByRole('button', { name: /Asked the agent: Where is order A-1\?/ })
    await expect.poll(() => asked.getAttribute('aria-expanded')).toBe('true')
    await page.getByRole('link', { name: 'The assistant says nothing' }).click()

    await page.getByRole('link', { name: '1 agent run failed: Rate limit reached' }).click()
    await expect
      .poll(() =>
        timeline
          .getByRole('button', { name: /Agent failed: Rate limit reached/ })
          .getAttribute('aria-expanded'),
      )
      .toBe('true')
    await timeline
      .getByRole('link', { name: /Open the run of Tool find_order failed: The order service/ })
      .click()
    await page.waitForURL(new RegExp(`/agents/runs/${failed}\\?source=prod&span=tool`))
    await page.getByRole('link', { name: 'The assistant says nothing' }).waitFor()
    expect(messages).toEqual([])
  })

  it('lists runs as they come, narrowed as the address says', async () => {
    const agent = `agent-${randomUUID()}`
    const { page } = await open(`agents?agent=${agent}`)
    await page.getByText('No run matches.').waitFor()

    await sendRun(collector(), { prompt: 'Fine', metadata: { 'tcc.agent': agent } })
    await sendRun(collector(), { failure: 'No', metadata: { 'tcc.agent': agent } })
    const rows = page.locator('.run-rows li')
    await expect.poll(() => rows.count(), { timeout: 15_000 }).toBe(2)
    await page.getByRole('link', { name: 'Failed', exact: true }).click()
    await expect.poll(() => rows.count()).toBe(1)
    await page.getByLabel(/^User, by/).fill('nobody')
    await page.keyboard.press('Enter')
    await page.getByText('No run matches.').waitFor()
    expect(page.url()).toContain('user=nobody')
    await page.goBack()
    await expect.poll(() => rows.count()).toBe(1)
    await page.goForward()
    await page.getByRole('link', { name: /User: nobody/ }).click()
    await expect.poll(() => rows.count()).toBe(1)
  })

  it('leads back to where one was in a list', async () => {
    const prompt = `Far down ${randomUUID()}`
    await sendRun(collector(), { prompt, startTime: Date.now() - 60_000 })
    for (let count = 0; count < 12; count += 1) await sendRun(collector())
    const { page } = await open('agents')
    await page.setViewportSize({ width: 1000, height: 300 })

    const far = page.getByRole('link', { name: prompt })
    await far.scrollIntoViewIfNeeded()
    const place = await page.evaluate(() => scrollY)
    await far.click()
    await page.getByRole('heading', { level: 1, name: prompt }).waitFor()
    expect(await page.evaluate(() => scrollY)).toBe(0)
    await page.goBack()

    await expect.poll(() => page.evaluate(() => scrollY)).toBe(place)
    expect(place).toBeGreaterThan(100)
  })

  it('finds runs by their words, and leads back to all of them', async () => {
    const word = `teapot${randomUUID().slice(0, 8)}`
    await sendRun(collector(), { prompt: `Is the ${word} in stock?` })
    const { page } = await open('agents')

    const rows = page.locator('.run-rows li')
    await page.getByLabel(/^Words, in prompt/).fill(`STOCK ${word}`)
    await page.keyboard.press('Enter')
    await expect.poll(() => rows.count()).toBe(1)
    await page.getByLabel(/^User, by/).fill('nobody')
    await page.keyboard.press('Enter')
    await page.getByText('No run matches.').waitFor()

    await page.getByRole('link', { name: 'Show all runs' }).click()
    await page.getByRole('link', { name: new RegExp(word) }).waitFor()
    expect(new URL(page.url()).search).toBe('')
  })

  it('keeps development apart, and finds a run of it by its id alone', async () => {
    const { data } = collector()
    const args = ['keys', 'create', 'ingest', '--scope', 'dev', '--data', data, '--json']
    const { stdout } = await runServerCli(...args)
    const { key } = JSON.parse(stdout)
    const prompt = `Only a trial ${randomUUID()}`
    const runId = await sendRun(collector(), { prompt, failure: 'Not yet' }, key)
    const { page } = await open('agents?source=dev')

    await page.getByRole('link', { name: new RegExp(prompt) }).waitFor()
    // The API narrows runs in development by no status.
    expect(await page.getByRole('link', { name: 'Failed', exact: true }).count()).toBe(0)
    await page.getByRole('link', { name: 'Production' }).click()
    await page.getByRole('link', { name: 'Failed', exact: true }).waitFor()
    await expect.poll(() => page.getByRole('link', { name: new RegExp(prompt) }).count()).toBe(0)
    await page.goto(`${collector().inboxUrl}agents/runs/${runId}`)
    await page.getByRole('heading', { level: 1, name: prompt }).waitFor()
    await page.getByText('development', { exact: true }).waitFor()
  })

  it('answers a question with runs to look at', async () => {
    const toolFailure = `Refused by ${'warehouse'}`
    await sendRun(collector(), { prompt: 'Ship it', toolFailure })
    const { page, messages } = await open('agents/ask')

    await page.getByLabel('Your question').fill('What are the most common failures today?')
    await page.keyboard.press('Enter')
    const answer = page.getByRole('region', { name: 'Answer' })
    await answer.getByText('refused by warehouse').waitFor()
    await answer
      .getByRole('listitem')
      .filter({ hasText: 'refused by warehouse' })
      .getByRole('link')
      .click()
    await page.getByRole('heading', { level: 1, name: 'Ship it' }).waitFor()
    expect(messages).toEqual([])
  })

  it('resolves a failure, which comes back when it happens again', async () => {
    const toolFailure = 'Customs lost the parcel'
    await sendRun(collector(), { toolFailure })
    const { page } = await open('agents/failures')
    await page.getByRole('link', { name: /customs lost the parcel/ }).click()

    await page.getByRole('button', { name: 'Resolve' }).click()
    await page.getByText('Resolved. If it happens again').waitFor()
    await page.getByRole('link', { name: 'Failures', exact: true }).last().click()
    await page.getByRole('link', { name: 'Resolved' }).click()
    await page.getByRole('link', { name: /customs lost the parcel/ }).click()
    await sendRun(collector(), { toolFailure })

    await expect
      .poll(() => page.getByRole('button', { name: 'Resolve' }).count(), { timeout: 20_000 })
      .toBe(1)
  })

  it('looks for a pattern that somebody defines, and forgets one that is deleted', async () => {
    const word = `zebra${Date.now()}`
    await sendRun(collector(), { prompt: `I want a ${word} crossing` })
    const { page, messages } = await open('agents/patterns')
    await page.getByRole('link', { name: 'New pattern' }).click()

    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('alert').getByText('Give it a name.').waitFor()
    await page.getByLabel('Name', { exact: true }).fill('Wants zebras')
    await page.getByLabel('Phrases').fill(word)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('heading', { level: 1, name: 'Wants zebras' }).waitFor()
    const found = page.getByRole('link', { name: new RegExp(word) })
    await expect.poll(() => found.count(), { timeout: 25_000 }).toBe(1)

    await page.getByRole('link', { name: 'Edit' }).click()
    expect(await page.getByLabel('Phrases').inputValue()).toBe(word)
    page.once('dialog', (dialog) => void dialog.accept())
    await page.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('heading', { level: 1, name: 'Patterns' }).waitFor()
    await page.getByText('Frustration').waitFor()
    expect(await page.getByText('Wants zebras').count()).toBe(0)
    expect(messages).toEqual([])
  })
})

describe('hostile runs', () => {
  it('execute nothing on any page', { timeout: 120_000 }, async () => {
    const collector = await startCollector()
    const sent = {
      prompt: HOSTILE,
      response: HOSTILE,
      tool: HOSTILE,
      model: HOSTILE,
      failure: HOSTILE,
      toolFailure: HOSTILE,
    }
    const metadata = { [HOSTILE]: HOSTILE, 'tcc.userId': HOSTILE, 'tcc.agent': HOSTILE }
    const runId = await sendRun(collector, { ...sent, metadata, sessionId: HOSTILE })
    const { page, messages } = await openPage(`${collector.inboxUrl}agents`)
    const dialogs: string[] = []
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message())
      void dialog.dismiss()
    })

    for (const path of [
      'agents',
      `agents/runs/${runId}`,
      'agents/overview',
      'agents/failures',
      'agents/ask?q=What+are+the+most+common+failures+today%3F',
      'agents/ask?q=Which+runs+failed+today%3F',
    ]) {
      await page.goto(collector.inboxUrl + path)
      await page.getByText('<script>').first().waitFor()
      expect(await page.title()).toContain('Casefile')
    }
    expect(dialogs).toEqual([])
    expect(messages).toEqual([])
    expect(await page.locator('main img, main script').count()).toBe(0)
  })
})

it('has no flaws on the pages about agents', { timeout: 240_000 }, async () => {
  const collector = await startCollector()
  const { page, messages } = await openPage(`${collector.inboxUrl}agents`)
  await page.getByText('Runs of your agents will be here').waitFor()
  const flaws: Record<string, string[]> = { empty: await flawsOf(page) }
  const { issueId, sessionId } = await sessionWithRuns(collector)
  const failure = `Refused again: ${'there was no capacity; '.repeat(200)}`
  const failed = await sendRun(collector, { failure, toolFailure: failure })
  await sendRun(collector, { prompt: 'x'.repeat(2_000), startTime: Date.now() - WEEK })
  await sendRun(collector, { prompt: 'This is useless, you said so three times already!' })
  const visit = async (name: string, path: string, shown: string | RegExp) => {
    await page.goto(collector.inboxUrl + path)
    await page.getByText(shown).first().waitFor({ timeout: 20_000 })
    flaws[name] = await flawsOf(page)
  }

  await visit('runs', 'agents', 'Rate limit reached')
  await visit('run', `agents/runs/${failed}`, 'What the agent did')
  await visit('noRun', 'agents/runs/none?source=dev', 'There is no such run')
  await visit('overview', 'agents/overview', 'find_order')
  await visit('failures', 'agents/failures', 'rate limit reached')
  await page
    .getByText(/^refused again/)
    .first()
    .click()
  await page.getByRole('button', { name: 'Resolve' }).waitFor()
  flaws.failure = await flawsOf(page)
  await visit('pattern', 'agents/patterns/user-frustration', 'This is useless')
  await visit('patternForm', 'agents/pattern-form', 'Seen by')
  await visit('insights', 'agents/insights', 'Week of')
  await page.getByRole('link', { name: /^Week of/ }).click()
  await page.getByText('Against the week before').waitFor()
  flaws.insight = await flawsOf(page)
  await visit('answer', 'agents/ask?q=Which+tools+fail+most%3F', 'What it rests on')
  await visit('session', `sessions/${sessionId}?kinds=agent`, 'Asked the agent')
  await visit('issue', `issues/${issueId}`, '1 agent run failed')

  expect(Object.fromEntries(Object.entries(flaws).filter(([, found]) => found.length > 0))).toEqual(
    {},
  )
  // The run that is not there is the one answer 404.
  expect(messages.filter((message) => !message.includes('404'))).toEqual([])
})
