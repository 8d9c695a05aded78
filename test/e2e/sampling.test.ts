import type { Page } from 'playwright'
import { expect, it } from 'vitest'

import { openPage } from '../helpers/launch-chromium.ts'
import { readCollector } from '../helpers/read-collector.ts'
import { type PageWithCasefile, serveRecordingPage } from '../helpers/recording-page.ts'
import { useCollector } from '../helpers/use-collector.ts'

const collector = useCollector()

async function openSampled(sampleRate: string) {
  const { page } = await openPage(
    await serveRecordingPage(collector(), `sampleRate: ${sampleRate}`),
  )
  const posts: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST') posts.push(new URL(request.url()).pathname)
  })
  return { page, posts }
}

const logAndFlush = (page: Page) =>
  page.evaluate(async () => {
    console.log('before')
    await (window as unknown as PageWithCasefile).Casefile.flush()
  })

const report = (page: Page) =>
  page.evaluate(async () => {
    const { Casefile } = window as unknown as PageWithCasefile
    return (await Casefile.report({ description: 'It broke' })).issueId!
  })

const messages = (logs: { payload: object }[]) =>
  logs.flatMap(({ payload }) => ('message' in payload ? [payload.message] : []))

it('keeps a visit that was not drawn on the device until a person reports', async () => {
  const { page, posts } = await openSampled('0')

  await logAndFlush(page)
  await page.reload()
  await logAndFlush(page)
  expect(posts).toEqual([])
  const { logs, metadata } = await readCollector(collector()).issue(await report(page))

  expect(messages(logs).filter((message) => message === 'before')).toHaveLength(2)
  expect(metadata).not.toHaveProperty('recording')
})

it('streams the rest from the first error on, when that is what it falls back to', async () => {
  const { page, posts } = await openSampled(`{ always: 0, 'on-error': 1 }`)

  await logAndFlush(page)
  expect(posts).toEqual([])
  await page.evaluate(() => void setTimeout(() => Promise.reject(new Error('boom'))))

  await page.waitForEvent('requestfinished', (request) => request.url().endsWith('/logs'))
})

it('records nothing of a visit that is not drawn at all, and says so in a report', async () => {
  const { page, posts } = await openSampled(`{ always: 0, 'on-report': 0 }`)

  await logAndFlush(page)
  expect(posts).toEqual([])
  const { logs, metadata } = await readCollector(collector()).issue(await report(page))

  expect(logs).toEqual([])
  expect(metadata.recording).toMatch(/none.*sampleRate/)
})
