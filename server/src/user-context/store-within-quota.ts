import { toWireEntry, type WireEntry } from 'casefile/protocol'

import type { Context } from '../context.ts'
import type { EntryBatch } from '../storage/event-store.ts'

/**
 * Stores what a session still has room for, which is nearly always all, and returns how much that
 * is. The rest is counted, and the session marks the gap: a refusal would be sent again for ever.
 */
export async function storeWithinQuota(
  { events, entryOutcomes, quota }: Context,
  { bytes, ...batch }: EntryBatch & { bytes: number },
): Promise<number> {
  const { sessionId, entries } = batch
  const room = await quota.roomFor(sessionId, { entries: entries.length, bytes })
  if (room === entries.length) {
    const { accepted, repeated } = await events.append(batch)
    if (repeated) return accepted
    quota.spend(sessionId, { entries: accepted, bytes })
    entryOutcomes.accepted(batch, entries)
    return accepted
  }

  const kept = entries.slice(0, room)
  const missing = entries.slice(room)
  const untold = quota.miss(sessionId, missing.length)
  const stored = untold > 0 ? [...kept, gap(batch, untold)] : kept
  const { repeated } =
    stored.length > 0
      ? await events.append({ ...batch, entries: stored, json: undefined })
      : { repeated: false }
  if (!repeated) {
    if (kept.length > 0) {
      quota.spend(sessionId, { entries: kept.length, bytes })
      entryOutcomes.accepted(batch, kept)
    }
    entryOutcomes.limited(batch, { entries: missing, reason: 'session-quota' })
  }
  return kept.length
}

/** An entry like those by which the SDK tells of what is missing. */
function gap({ receivedAt }: EntryBatch, count: number): WireEntry {
  return toWireEntry({
    type: 'loss',
    reason: 'quota',
    count,
    time: receivedAt,
    seq: 0,
    tabId: 'collector',
  })
}
