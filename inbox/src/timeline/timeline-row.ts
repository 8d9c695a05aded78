import {
  answeredRequests,
  type CaptureEvent,
  fromWireEntry,
  type RecordedEvent,
} from 'casefile/protocol'

import type { SessionEntry } from '../api-types.ts'
import type { AgentEvent } from '../session-runs/agent-event.ts'
import type { IconName } from '../ui/Icon.tsx'
import { describeEvent, type Description } from './describe-event.ts'

export const KINDS = [
  'error',
  'console',
  'network',
  'storage',
  'interaction',
  'navigation',
  'page',
  'agent',
] as const
export type Kind = (typeof KINDS)[number]

/** The kind under which a person looks for an event. */
const LANES: { [Type in CaptureEvent['type']]: Kind | 'loss' } = {
  error: 'error',
  console: 'console',
  network: 'network',
  socket: 'network',
  storage: 'storage',
  click: 'interaction',
  frustration: 'interaction',
  input: 'interaction',
  navigation: 'navigation',
  page: 'page',
  vital: 'page',
  'long-task': 'page',
  environment: 'page',
  loss: 'loss',
}

export interface TimelineRow extends Description {
  entryId: string
  /** Of the page, or of an agent in the same session. */
  event: RecordedEvent | AgentEvent
  lane: Kind | 'loss'
  /** Without it that of the lane. */
  icon?: IconName
  /** Where the page was at the time; empty when that is not known. */
  pageUrl: string
  /** Everything a person may look for, in lower case. */
  said: string
}

/** The entries of a session as rows, in the order of time. */
export function toRows(entries: readonly SessionEntry[]): TimelineRow[] {
  let pageUrl = ''
  const recorded = entries.map((entry) => ({ entry, event: fromWireEntry(entry) }))
  const answered = answeredRequests(recorded.map(({ event }) => event))
  return recorded
    .filter(({ event }) => !answered.has(event))
    .sort((a, b) => a.event.time - b.event.time || a.event.seq - b.event.seq)
    .map(({ entry, event }) => {
      if (event.type === 'navigation') pageUrl = event.to
      const { title, note, isProblem } = describeEvent(event)
      const { type, time, seq, tabId, ...told } = event
      const said = `${title}\n${note}\n${JSON.stringify(Object.values(told))}`.toLowerCase()
      return {
        entryId: entry.entryId,
        event,
        lane: LANES[type],
        title,
        note,
        isProblem,
        pageUrl,
        said,
      }
    })
}

export function isKind(type: string): type is Kind {
  return KINDS.some((kind) => kind === type)
}
