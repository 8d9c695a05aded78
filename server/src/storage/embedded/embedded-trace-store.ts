import type { PartBatch, TraceStore } from '../trace-store.ts'
import { DamagedRunsError } from '../store-error.ts'
import type { SpanPart } from '../traces/span-parts.ts'
import { TRACE_CALLS } from './call-kinds.ts'
import { sendCalls } from './divide-calls.ts'
import type { Readers } from './readers.ts'
import type { Writer } from './writer.ts'

/** A batch on its way to the writer: its parts as JSON, so that their size is known and counts. */
export interface PackedParts extends Omit<PartBatch, 'parts'> {
  json: Uint8Array<ArrayBuffer>
}

/** Runs of agents, written by the writer thread and read by reader processes. */
export function createEmbeddedTraceStore(writer: Writer, readers: Readers): TraceStore {
  const call: Readers['call'] = async (...query) => {
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
    async close() {},
  }
}

export function unpackParts({ json, ...batch }: PackedParts): PartBatch {
  // What `appendParts` packed.
  return { ...batch, parts: JSON.parse(Buffer.from(json).toString('utf8')) as SpanPart[] }
}
