import { randomId } from '../lib/random-id.ts'
import type { ReplayChunk } from '../replay/lazy-replay.ts'
import type { WaitingChunk } from './waiting-report.ts'

/** A minute of a busy page, packed, is a tenth of this. */
const REPLAY_BYTES = 4 * 1024 * 1024

interface PackedReplay {
  chunks: WaitingChunk[]
  bytes: number
  /** What is missing of the recording and why, in words for the reader. */
  cut?: string
}

/**
 * The replay as it can wait on the device: its newest part, as far as there is room for it, from a
 * full picture of the page on.
 */
export async function packReplay(
  replay: AsyncIterable<ReplayChunk> | Iterable<ReplayChunk>,
  room: number,
): Promise<PackedReplay> {
  const packed: { chunk: WaitingChunk; opens: boolean }[] = []
  try {
    for await (const { body, gzip, opens } of replay) {
      const bytes = await new Response(body).arrayBuffer()
      packed.push({ chunk: { id: randomId(), body: bytes, gzip }, opens })
    }
  } catch (error) {
    return { chunks: [], bytes: 0, cut: `none: it could not be packed (${String(error)})` }
  }

  const limit = Math.min(REPLAY_BYTES, room)
  let size = 0
  let first = packed.length
  let bytes = 0
  for (const [at, { chunk, opens }] of [...packed.entries()].reverse()) {
    size += chunk.body.byteLength
    if (size > limit) break
    if (opens) [first, bytes] = [at, size]
  }

  const chunks = packed.slice(first).map(({ chunk }) => chunk)
  if (first === 0) return { chunks, bytes }
  const what = chunks.length > 0 ? 'only its newest part' : 'none'
  return { chunks, bytes, cut: `${what}: more than the ${limit} bytes that may wait on a device` }
}
