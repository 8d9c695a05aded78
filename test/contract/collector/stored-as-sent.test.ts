import { expect, it } from 'vitest'

import { call, openSession } from '../../helpers/collector-client.ts'
import { readDataFolder } from '../../helpers/read-data-folder.ts'
import { startCollector } from '../../helpers/start-collector.ts'
import { consoleEntry } from '../../helpers/wire-entries.ts'

const MARK = 'marked-4711'

/** Sends a body as it is and stops the collector, so that everything lies in its files. */
async function send(body: string) {
  const collector = await startCollector()
  const sessionId = await openSession(collector)
  const path = `/v1/sessions/${sessionId}`
  const { keys } = collector
  const { status } = await call(collector, `POST ${path}/logs`, { key: keys.capture, body })
  const read = await call(collector, `GET /api/casefile${path}/entries`, { key: keys.project })
  await collector.stop()
  const files = await readDataFolder(collector.data)
  return { status, entries: read.body.entries, files: files.map(({ text }) => text).join('\n') }
}

const entry = (more: object = {}) => ({ ...consoleEntry('plain'), ...more })

it('what nobody asked for is not stored, beside a batch or in an entry', async () => {
  const { status, entries, files } = await send(
    JSON.stringify({ logs: [entry({ note: MARK })], token: MARK }),
  )

  expect(status).toBe(202)
  expect(entries).toHaveLength(1)
  expect(files).not.toContain(MARK)
})

it.each([
  ['plainly', '"__proto__"'],
  ['with an escape', '"\\u005f_proto__"'],
  ['with another', '"__pr\\u006fto__"'],
])('a key __proto__, written %s, is left out and makes nothing inherit', async (_how, key) => {
  const text = JSON.stringify({ logs: [entry()] })
  const { status, entries, files } = await send(
    text.replace('"payload":{', `"payload":{${key}:{"message":"${MARK}"},`),
  )

  expect(status).toBe(202)
  expect(entries[0].payload).toEqual({ message: 'plain' })
  expect(files).not.toContain(MARK)
})

it.each([
  ['in a payload', `{"message":"${MARK}","message":"plain"}`],
  ['with white space', `{"message" :"${MARK}", "message":"plain"}`],
  ['and a text that looks like a field', `{"message":"${MARK}","message":"a\\":1"}`],
  ['deep inside', `{"message":"plain","args":[{"a":"${MARK}","a":1}]}`],
])('a field that comes twice is stored once, %s', async (_where, payload) => {
  const text = JSON.stringify({ logs: [entry()] })
  const { status, files } = await send(text.replace('{"message":"plain"}', payload))

  expect(status).toBe(202)
  expect(files).not.toContain(MARK)
})

it('an entry that lacks what may be missing is read with the defaults', async () => {
  const { type, level, payload, timestamp } = entry()
  const { entries } = await send(JSON.stringify({ logs: [{ type, level, payload, timestamp }] }))

  expect(entries[0]).toMatchObject({ eventType: 'log', eventMetadata: {}, payload })
})

it('white space and a byte order mark around it change nothing', async () => {
  const { status, entries } = await send(
    `\uFEFF\n ${JSON.stringify({ logs: [entry()] }, undefined, 4)} \n`,
  )

  expect(status).toBe(202)
  expect(entries[0].payload).toEqual({ message: 'plain' })
})
