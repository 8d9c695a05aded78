import type { TraceStore } from '../trace-store.ts'
import type { PackedParts } from '../sqlite/traces/arrivals.ts'
import { DamagedRunsError } from '../store-error.ts'
import { TRACE_CALLS } from './call-kinds.ts'
import { sendCalls } from './divide-calls.ts'
import type { Readers } from './readers.ts'
import type { Writer } from './writer.ts'

/** Runs of agents, written by the writer thread and read by reader processes. */
export function createEmbeddedTraceStore(writer: Writer, readers: Readers): TraceStore {
  const call: Readers['call'] = async (...query) => {
    // Who was told that parts are stored finds them.
    await writer.runsTakenIn()
    try {
      return await readers.call(...query)
    } catch (error) {
      if (!(error instanceof DamagedRunsError)) throw error
      await writer.call('traces', 'repair', [])
      return readers.call(...query)
    }
  }
  return {
    ...sendCalls<Omit<TraceStore, 'close'>>('traces', {
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
      await writer.runsTakenIn()
      return (await writer.call('traces', 'dropRunsBefore', limits)) as number
    },
    async close() {},
  }
}
