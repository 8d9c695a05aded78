import type { LossEvent, LossReason, WireEntry } from '../protocol/index.ts'
import { type Segment, segmentPrefix, type Stored } from './records.ts'
import { ORPHAN_AGE } from './sort-segments.ts'

/** Generous; what tells of a loss must not itself be dropped for its size. */
const LOSS_BYTES = 300

/** An entry that goes, with what is to be told of it. */
export interface Lost {
  entry: WireEntry
  sessionId: string
  /** Whether nothing of its session may be sent yet. */
  held: boolean
  reason: LossReason
}

export const isLoss = ({ eventMetadata }: WireEntry): boolean => eventMetadata.kind === 'loss'

/**
 * Segments that tell how much is missing, one a session and reason: put in the transaction that
 * deletes the entries, they go out with the session's next batch, whoever sends it. Each stands
 * where the last of its entries stood.
 */
export function toLossSegments(
  lost: readonly Lost[],
  options: { project: string; tabId: string; now: number; newId(): string },
): Stored<Segment>[] {
  const { project, tabId, now, newId } = options
  const segments = new Map<string, Stored<Segment>>()

  for (const { entry, sessionId, held, reason } of lost) {
    const { eventMetadata, payload, timestamp } = entry
    // What tells of a loss is not counted itself: what it tells is.
    const told = isLoss(entry) ? (payload as unknown as LossEvent) : { reason, count: 1 }
    const name = [sessionId, held, told.reason].join()
    const before = segments.get(name)
    const [counted] = (before?.value.events ?? []) as LossEvent[]

    segments.set(name, {
      key: before?.key ?? [...segmentPrefix(project), sessionId, 'loss', newId()],
      value: {
        sessionId,
        tabId,
        // No tab has it in memory, so it is anybody's from the start.
        time: now - ORPHAN_AGE - 1,
        bytes: LOSS_BYTES,
        held,
        events: [
          {
            type: 'loss',
            reason: told.reason,
            count: (counted?.count ?? 0) + told.count,
            time: Date.parse(timestamp),
            seq: eventMetadata.seq as number,
            tabId: eventMetadata.tabId as string,
          },
        ],
      },
    })
  }

  return [...segments.values()]
}
