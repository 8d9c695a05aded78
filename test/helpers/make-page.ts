import { onTestFinished } from 'vitest'

import { readNatives } from '../../src/browser/natives.ts'
import { createWriteAhead } from '../../src/buffer/write-ahead.ts'
import { startDelivery } from '../../src/start-delivery.ts'
import type { freshStore } from './fresh-store.ts'
import { makeEvent } from './make-buffer.ts'

/** A request of a page, as its collector got it. */
export interface Asked {
  /** Of the collector. */
  endpoint: string
  /** The capture key. */
  key: string
  path: string
  /** Sequence numbers of the entries of a batch. */
  entries: number[]
}

export interface PageFixture {
  key: string
  endpoint: string
  /** What the collectors answer besides sessions; `undefined` accepts. */
  answer?(asked: Asked): Response | undefined
  /** Whether what is recorded is held back. */
  held?: boolean
  /** See the option. */
  maxBufferAge?: number
  isRecording?(): boolean
  onSettled?(settled: object): boolean
}

/** All that delivers on a page, over a real IndexedDB; pages on one device share it. */
export function makePage(device: ReturnType<typeof freshStore>, given: PageFixture) {
  const { key, endpoint, maxBufferAge, answer = () => undefined } = given
  const asked: Asked[] = []

  const fetch: typeof globalThis.fetch = async (input, init = {}) => {
    const url = new URL(String(input))
    const { logs = [] } = JSON.parse(String(init.body)) as {
      logs?: { eventMetadata: { seq: number } }[]
    }
    const got: Asked = {
      endpoint: url.origin,
      key: new Headers(init.headers).get('x-api-key') ?? '',
      path: url.pathname,
      entries: logs.map(({ eventMetadata }) => eventMetadata.seq),
    }
    asked.push(got)
    const extensions = ['idempotency', 'runs', 'metadata']
    return answer(got) ?? Response.json({ sessionId: `at-${url.host}`, issueId: 'I-1', extensions })
  }

  const shared = {
    database: device.database,
    natives: { ...readNatives(), fetch },
    project: key,
    // All in one tab, as after a reload, or with two products on one page.
    tabId: () => 'tab-1',
    isReleased: () => !given.held,
    onLoss() {},
  }
  const writeAhead = createWriteAhead({ ...shared, prepare: ({ event }) => event, onWritten() {} })
  const delivery = startDelivery({
    ...shared,
    writeAhead,
    endpoint,
    limits: maxBufferAge === undefined ? {} : { maxBufferAge },
    isRecording: given.isRecording ?? (() => true),
    holdFor: () => Infinity,
    onDisabled() {},
    onSettled: given.onSettled ?? (() => false),
    debug() {},
  })
  onTestFinished(delivery.stop)

  const record = async (...sequence: number[]) => {
    for (const seq of sequence) writeAhead.add({ event: makeEvent(seq), sessionId: `visit-${key}` })
    await writeAhead.write()
  }

  return {
    asked,
    delivery,
    record,
    report: (description: string) =>
      delivery.report({
        ...{ description, sessionId: `visit-${key}`, replay: [], facts: {}, tags: {} },
        state: 'recording',
      }),
    /** The batches that were sent: to where, with which key, and their entries. */
    sent: () =>
      asked
        .filter(({ path }) => path.endsWith('/logs'))
        .map(({ endpoint, key, entries }) => [endpoint, key, entries]),
    /** The page is left with these entries undelivered, in a batch. */
    async leaveWith(...sequence: number[]) {
      await record(...sequence)
      delivery.leave()
      delivery.stop()
      await writeAhead.write()
    },
  }
}
