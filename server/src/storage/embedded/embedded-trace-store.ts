import type { TraceStore } from '../trace-store.ts'
import type { PackedParts } from '../sqlite/traces/arrivals.ts'
import { DamagedRunsError, StoreBusyError } from '../store-error.ts'
import { TRACE_CALLS } from './call-kinds.ts'
import { sendCalls } from './divide-calls.ts'
import type { Readers } from './readers.ts'
import type { Writer } from './writer.ts'

/** A query is answered after this from what has been taken in so far, in milliseconds. */
const QUERY_PATIENCE = 2_000
/** What may only be done with all of it is refused after this. */
const PATIENCE = 30_000

/** Runs of agents, written by the writer thread and read by reader processes. */
export function createEmbeddedTraceStore(writer: Writer, readers: Readers): TraceStore {
  const call: Readers['call'] = async (...query) => {
    // Who was told that parts are stored finds them.
    await writer.runsTakenIn(QUERY_PATIENCE)
    try {
      return await readers.call(...query)
    } catch (error) {
      if (!(error instanceof DamagedRunsError)) throw error
      await writer.call('traces', 'repair', [])
      return readers.call(...query)
    }
  }
  const upToDate = async () => {
    if (await writer.runsTakenIn(PATIENCE)) return
    throw new StoreBusyError('Runs of agents are still being taken in')
  }
  return {
    ...sendCalls<Omit<TraceStore, 'close' | 'upToDate'>>('traces', {
      writer,
      readers: { call },
      kinds: TRACE_CALLS,
    }),
    async appendParts({ parts, ...batch }) {
      const packed: PackedParts = {
        ...batch,
        json: new TextEncoder().encode(JSON.stringify(parts)),
      }
      await writer.call('traces', 'appendPacked', [packed], packed.json)
    },
    async dropRunsBefore(...limits) {
      // What waits may keep a run alive, and would come back without it.
      await upToDate()
      return (await writer.call('traces', 'dropRunsBefore', limits)) as number
    },
    async eraseRuns(...whose) {
      // In slices, between which others write; what comes from now on the writer takes in itself.
      await upToDate()
      return (await writer.call('traces', 'eraseRuns', whose)) as number
    },
    upToDate,
    async close() {},
  }
}
