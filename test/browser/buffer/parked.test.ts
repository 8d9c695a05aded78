import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { segmentPrefix } from '../../../src/buffer/records.ts'
import { makeBuffer, makeEvent } from '../../helpers/make-buffer.ts'

const PARKED = 'casefile:parked'

beforeEach(() => {
  localStorage.clear()
  sessionStorage.clear()
})

afterEach(() => vi.restoreAllMocks())

/** A page that is left with an event which the database has not confirmed. */
function leave(tab: string, seq: number) {
  const database = { isOpen: () => true, write: () => new Promise<void>(() => {}) }
  const { writeAhead } = makeBuffer({
    tabId: () => tab,
    database: database as unknown as ReturnType<typeof makeBuffer>['database'],
  })
  writeAhead.add({ event: makeEvent(seq), sessionId: 'session-1' })
  void writeAhead.write()
  // A page is told more than once that it is left.
  writeAhead.park()
  writeAhead.park()
  return writeAhead
}

const asWebkit = () =>
  vi.spyOn(Navigator.prototype, 'vendor', 'get').mockReturnValue('Apple Computer, Inc.')

it('puts in WebKit, hours later, what closed tabs could only begin to put', async () => {
  asWebkit()
  leave('tab-1', 1)
  leave('tab-2', 2)
  const later = Date.now() + 6 * 60 * 60_000
  vi.spyOn(Date, 'now').mockImplementation(() => later)

  const { writeAhead, store } = makeBuffer({ tabId: () => 'tab-3' })
  writeAhead.unpark()

  await vi.waitFor(async () => {
    const stored = await store.list(segmentPrefix('uc_pk_test'))
    expect(stored.map(({ key }) => key.at(-1))).toEqual([1, 2])
  })
  expect(localStorage.length).toBe(0)
})

it('leaves nothing in WebKit of what was parked when consent is withdrawn', () => {
  asWebkit()
  leave('tab-1', 1)
  expect(localStorage[PARKED]).toContain('message 1')
  makeBuffer().writeAhead.clear()
  expect(localStorage.length).toBe(0)
})

it('keeps elsewhere to the tab, and to seconds, what may have been put', async () => {
  leave('tab-1', 1)
  expect(localStorage.length).toBe(0)
  expect(sessionStorage[PARKED]).toContain('message 1')
  const later = Date.now() + 6_000
  vi.spyOn(Date, 'now').mockImplementation(() => later)

  const { writeAhead, store } = makeBuffer()
  writeAhead.unpark()
  writeAhead.add({ event: makeEvent(2), sessionId: 'session-1' })
  await writeAhead.write()

  const stored = await store.list(segmentPrefix('uc_pk_test'))
  expect(stored.map(({ key }) => key.at(-1))).toEqual([2])
})
