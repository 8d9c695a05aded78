import { readNatives } from '../../src/browser/natives.ts'
import { type BatchesOptions, createBatches } from '../../src/buffer/batches.ts'
import type { Waiting } from '../../src/buffer/to-segments.ts'
import { createWriteAhead, type WriteAheadOptions } from '../../src/buffer/write-ahead.ts'
import type { RecordedEvent } from '../../src/protocol/index.ts'
import { freshStore } from './fresh-store.ts'

/** Both halves of the buffer over a real IndexedDB, and its store to look into. */
export function makeBuffer(options: Partial<WriteAheadOptions & BatchesOptions> = {}) {
  const { store: device, database } = freshStore()
  const losses: [string, number][] = []
  const shared = {
    natives: readNatives(),
    project: 'uc_pk_test',
    endpoint: 'https://collector.example',
    tabId: () => 'tab-1',
    prepare: ({ event }: Waiting): RecordedEvent | undefined => event,
    isReleased: () => true,
    holdFor: () => 60_000,
    onLoss: (reason: string, count: number) => losses.push([reason, count]),
    onWritten: () => {},
    maxAge: 24 * 60 * 60_000,
    roomLimit: async () => 5_000_000,
    debug: () => {},
    store: { ...device, isOnDevice: () => true, forget: () => {} },
    database,
    ...options,
  }
  const writeAhead = createWriteAhead(shared)
  const batches = createBatches({ ...shared, writeAhead, onSealed: () => {} })
  // The store that is used, so that a test that watches it sees all that is asked of it.
  return { writeAhead, batches, store: shared.store, database, losses }
}

/** A console event, or an error, with the given sequence number. */
export function makeEvent(seq: number, type: 'console' | 'error' = 'console'): RecordedEvent {
  const place = { seq, tabId: 'tab-1', time: 1_700_000_000_000 + seq }
  return type === 'error'
    ? { ...place, type, source: 'uncaught', name: 'Error', message: `error ${seq}` }
    : { ...place, type, level: 'info', method: 'log', message: `message ${seq}`, args: [] }
}
