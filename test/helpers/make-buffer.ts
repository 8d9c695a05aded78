import { readNatives } from '../../src/browser/natives.ts'
import { type Buffer, type BufferOptions, createBuffer } from '../../src/buffer/buffer.ts'
import type { RecordedEvent } from '../../src/protocol/index.ts'
import { toWireEntry } from '../../src/protocol/index.ts'
import { freshStore } from './fresh-store.ts'

/** A buffer over a real IndexedDB, and its store to look into. */
export function makeBuffer(options: Partial<BufferOptions> = {}) {
  const store = options.store ?? freshStore().store
  const losses: [string, number][] = []
  const buffer: Buffer = createBuffer({
    store,
    natives: readNatives(),
    project: 'uc_pk_test',
    endpoint: 'https://collector.example',
    tabId: () => 'tab-1',
    prepare: toWireEntry,
    isReleased: () => true,
    holdFor: 60_000,
    onLoss: (reason, count) => losses.push([reason, count]),
    onWritten: () => {},
    ...options,
  })
  return { buffer, store, losses }
}

/** A console event, or an error, with the given sequence number. */
export function makeEvent(seq: number, type: 'console' | 'error' = 'console'): RecordedEvent {
  const place = { seq, tabId: 'tab-1', time: 1_700_000_000_000 + seq }
  return type === 'error'
    ? { ...place, type, source: 'uncaught', name: 'Error', message: `error ${seq}` }
    : { ...place, type, level: 'info', method: 'log', message: `message ${seq}`, args: [] }
}
