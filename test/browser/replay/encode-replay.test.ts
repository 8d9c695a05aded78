import { EventType, type eventWithTime } from 'rrweb'
import { expect, it, onTestFinished, vi } from 'vitest'

import { encodeReplay, type EncodedReplay } from '../../../src/replay/encode-replay.ts'
import { mutationsReported, recordPage, renderPage } from './page-fixture.ts'

it('gives back the same events after gunzip', async () => {
  const page = renderPage('<p>Grüße 🍵</p>')
  const recorder = recordPage({ maskText: false })
  page.append('more')
  await mutationsReported()
  const events = recorder.read()

  const chunks = await collect(events)

  expect(chunks).toHaveLength(1)
  expect(await decode(chunks[0]!)).toEqual(JSON.parse(JSON.stringify(events)))
  expect(chunks[0]).toMatchObject({
    gzip: true,
    eventCount: events.length,
    firstTime: events[0]?.timestamp,
    lastTime: events.at(-1)?.timestamp,
  })
})

it('keeps every chunk within its limit, in order, beginning with Meta and FullSnapshot', async () => {
  const events = [meta(1), snapshot(2, 2000), ...changes(50, 300)]

  const chunks = await collect(events, { chunkBytes: 4000 })
  const bodies = await Promise.all(chunks.map(readBody))

  expect(chunks.length).toBeGreaterThan(4)
  for (const body of bodies) expect(new Blob([body]).size).toBeLessThanOrEqual(4000)
  expect(bodies.flatMap((body) => JSON.parse(body).events)).toEqual(events)
  expect(JSON.parse(bodies[0]!).events.slice(0, 2)).toEqual(events.slice(0, 2))
})

it('begins a new chunk with a later snapshot, so that what is older can be left out', async () => {
  const older = [meta(1), snapshot(2, 600_000)]
  const newer = [meta(3), snapshot(4, 2000), ...changes(2, 100, 5)]

  const chunks = await collect([...older, ...newer])

  expect(chunks.map(({ opens, eventCount }) => ({ opens, eventCount }))).toEqual([
    { opens: true, eventCount: 2 },
    { opens: true, eventCount: 4 },
  ])
})

it('sends a snapshot that is larger than a chunk by itself, with its Meta', async () => {
  const events = [meta(1), snapshot(2, 6000), ...changes(3, 100)]

  const chunks = await collect(events, { chunkBytes: 4000, indivisibleBytes: 9000 })

  expect(chunks.map(({ eventCount }) => eventCount)).toEqual([2, 3])
})

it('leaves out what is too large, up to the next snapshot, and says so', async () => {
  const lost = [meta(1), snapshot(2, 12_000), ...changes(4, 100)]
  const kept = [meta(10), snapshot(11, 500), ...changes(2, 100, 12)]
  const onDropped = vi.fn()

  const chunks = await collect([...lost, ...kept], { indivisibleBytes: 9000, onDropped })

  expect(onDropped.mock.calls).toEqual([[{ eventCount: 6, firstTime: 1, lastTime: 6 }]])
  expect(await decode(chunks[0]!)).toEqual(kept)
})

it('reports an oversized change at the end, and sends what came before', async () => {
  const onDropped = vi.fn()
  const events = [meta(1), snapshot(2, 500), ...changes(1, 12_000), ...changes(2, 10, 4)]

  const chunks = await collect(events, { indivisibleBytes: 9000, onDropped })

  expect(await decode(chunks[0]!)).toEqual(events.slice(0, 2))
  expect(onDropped).toHaveBeenCalledExactlyOnceWith({ eventCount: 3, firstTime: 3, lastTime: 5 })
})

it('sends plain JSON where the browser cannot compress', async () => {
  vi.stubGlobal('CompressionStream', undefined)
  onTestFinished(() => void vi.unstubAllGlobals())
  const events = [meta(1), snapshot(2, 100)]

  const chunks = await collect(events)

  expect(chunks[0]?.gzip).toBe(false)
  expect(await chunks[0]?.body.text()).toBe(JSON.stringify({ events }))
})

it('lets the page run between slices', async () => {
  let turns = 0
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = () => {
    turns += 1
    port2.postMessage(undefined)
  }
  port2.postMessage(undefined)
  onTestFinished(() => port1.close())

  await collect([meta(1), snapshot(2, 3_000_000), ...changes(20, 100_000)])

  expect(turns).toBeGreaterThan(10)
})

it('has nothing to send for no events', async () => {
  expect(await collect([])).toEqual([])
})

async function collect(
  events: eventWithTime[],
  options?: Parameters<typeof encodeReplay>[1],
): Promise<EncodedReplay[]> {
  const chunks: EncodedReplay[] = []
  for await (const chunk of encodeReplay(events, options)) chunks.push(chunk)
  return chunks
}

async function decode(chunk: EncodedReplay): Promise<unknown> {
  return JSON.parse(await readBody(chunk)).events
}

function readBody({ body, gzip }: EncodedReplay): Promise<string> {
  const stream = gzip ? body.stream().pipeThrough(new DecompressionStream('gzip')) : body.stream()
  return new Response(stream).text()
}

function meta(timestamp: number): eventWithTime {
  return { type: EventType.Meta, data: { href: '/', width: 1, height: 1 }, timestamp }
}

function snapshot(timestamp: number, bytes: number): eventWithTime {
  const node = { type: 3, textContent: words(bytes), id: 1 } as const
  return {
    type: EventType.FullSnapshot,
    data: { node, initialOffset: { top: 0, left: 0 } },
    timestamp,
  }
}

function changes(count: number, bytes: number, from = 3): eventWithTime[] {
  return Array.from({ length: count }, (_, at) => ({
    type: EventType.Custom,
    data: { tag: 'change', payload: words(bytes) },
    timestamp: from + at,
  }))
}

function words(bytes: number) {
  return 'tea '.repeat(bytes / 4)
}
