import { type CaptureEvent, fromWireEntry, type RecordedEvent } from 'casefile/protocol'

import type { SessionEntry } from '../api-types.ts'
import { describeEvent } from './describe-event.ts'

export const KINDS = ['error', 'console', 'network', 'storage', 'click', 'navigation'] as const
export type Kind = (typeof KINDS)[number]

/** The kind under which a person looks for an event. */
const LANES: { [Type in CaptureEvent['type']]: Kind | 'loss' } = {
  error: 'error',
  console: 'console',
  network: 'network',
  socket: 'network',
  storage: 'storage',
  click: 'click',
  frustration: 'click',
  input: 'click',
  navigation: 'navigation',
  page: 'navigation',
  vital: 'navigation',
  'long-task': 'navigation',
  environment: 'navigation',
  loss: 'loss',
}

export interface TimelineRow {
  entryId: string
  event: RecordedEvent
  lane: Kind | 'loss'
  /** What happened, in one line. */
  title: string
  /** A word that qualifies it: the level, the status, the size. */
  note: string
  isProblem: boolean
  /** Everything a person may look for, in lower case. */
  said: string
}

/** The entries of a session as rows, in the order of time. */
export function toRows(entries: readonly SessionEntry[]): TimelineRow[] {
  return entries
    .map((entry) => {
      const event = fromWireEntry(entry)
      const { title, note, isProblem } = describeEvent(event)
      const said = `${title}\n${note}\n${JSON.stringify(entry.payload)}`.toLowerCase()
      return {
        entryId: entry.entryId,
        event,
        lane: LANES[event.type],
        title,
        note,
        isProblem,
        said,
      }
    })
    .sort((a, b) => a.event.time - b.event.time || a.event.seq - b.event.seq)
}

export function isKind(type: string): type is Kind {
  return KINDS.some((kind) => kind === type)
}
