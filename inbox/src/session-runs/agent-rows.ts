import type { Json } from 'casefile/protocol'

import { oneLine } from '../timeline/describe-event.ts'
import { formatDuration, inWords } from '../timeline/format-value.ts'
import type { TimelineRow } from '../timeline/timeline-row.ts'
import type { IconName } from '../ui/Icon.tsx'
import type { AgentEvent } from './agent-event.ts'
import { runEntryId } from './entry-ids.ts'
import type { SessionEvents, TraceEvent } from './session-events.ts'

export type AgentRow = TimelineRow & { event: AgentEvent }

/** What agents did in a session, as rows of its timeline, in the order of time. */
export function toAgentRows(session: SessionEvents): AgentRow[] {
  const results = new Map<string, TraceEvent>()
  const agents = new Map<string, string>()
  for (const event of session.events) {
    if (event.type === 'tool_result') results.set(spanOf(event), event)
    if (event.agentName !== null) agents.set(event.traceId, event.agentName)
  }
  const called = new Set(
    session.events.filter(({ type }) => type === 'tool_call').map((event) => spanOf(event)),
  )

  const rows = [
    ...beginnings(session, agents),
    ...session.events
      // A result stands with its call.
      .filter((event) => event.type !== 'tool_result' || !called.has(spanOf(event)))
      .map((event) => toRow(event, results.get(spanOf(event)), session)),
  ]
  return rows
    .sort((a, b) => a.event.time - b.event.time)
    .map((row, seq) => ({ ...row, event: { ...row.event, seq } }))
}

/** The begin of each run: a run is no event of its own, but what was asked has its time. */
function beginnings(session: SessionEvents, agents: Map<string, string>): AgentRow[] {
  const begun = new Map<string, { time: string; prompt: string | undefined }>()
  for (const { role, traceId, timestamp, content } of session.messages) {
    if (role === 'user') begun.set(traceId, { time: timestamp, prompt: content })
  }
  for (const { traceId, timestamp } of session.events) {
    if (!begun.has(traceId)) begun.set(traceId, { time: timestamp, prompt: undefined })
  }

  return [...begun].map(([runId, { time, prompt }]) =>
    rowOf({
      entryId: runEntryId(runId),
      icon: 'agent',
      title: prompt === undefined ? 'An agent began' : `Asked the agent: ${prompt}`,
      note: agents.get(runId) ?? '',
      isProblem: false,
      event: {
        what: 'run',
        time: Date.parse(time),
        runId,
        span: undefined,
        agent: agents.get(runId) ?? null,
        duration: null,
        data: prompt === undefined ? {} : { prompt },
        source: sourceOf(session),
      },
    }),
  )
}

function toRow(
  event: TraceEvent,
  result: TraceEvent | undefined,
  session: SessionEvents,
): AgentRow {
  const data = event.type === 'tool_call' ? { ...event.data, ...result?.data } : event.data
  const hasFailed = event.status === 'error' || result?.status === 'error'
  const { icon, title } = describe(event.type, data, event.decisionKind)
  const lasted = event.durationMs === null ? [] : [formatDuration(event.durationMs)]
  const why = hasFailed && event.type !== 'error' ? messageOf(data) : undefined

  return rowOf({
    entryId: `agent:${event.id}`,
    icon,
    title: why
      ? `${title} failed: ${why}`
      : hasFailed && event.type !== 'error'
        ? `${title} failed`
        : title,
    note: lasted.join(),
    isProblem: hasFailed || event.type === 'error',
    event: {
      what: event.type,
      time: Date.parse(event.timestamp),
      runId: event.traceId,
      span: spanNameOf(event),
      agent: event.agentName,
      duration: event.durationMs,
      data,
      source: sourceOf(session),
    },
  })
}

function describe(
  type: string,
  data: TraceEvent['data'],
  decisionKind: string | null,
): { icon: IconName; title: string } {
  switch (type) {
    case 'llm_call':
      return { icon: 'step', title: `Model ${textOf(data.model, data.modelName) ?? ''}`.trim() }
    case 'tool_call':
    case 'tool_result':
      return {
        icon: 'tool',
        title: `Tool ${textOf(data.toolName, data.tool_name, data.tool, data.name) ?? ''}`.trim(),
      }
    case 'response': {
      const said = textOf(data.content, data.text, data.response)
      return { icon: 'said', title: said ? `Answered: ${said}` : 'Ended without an answer' }
    }
    case 'error':
      return { icon: 'error', title: `Agent failed: ${messageOf(data) ?? 'without a message'}` }
    default: {
      const name = inWords(type.replaceAll('_', ' '))
      return { icon: 'decision', title: decisionKind ? `${name}: ${decisionKind}` : name }
    }
  }
}

interface Row extends Pick<AgentRow, 'entryId' | 'icon' | 'title' | 'note' | 'isProblem'> {
  event: Omit<AgentEvent, 'type' | 'seq'>
}

function rowOf({ title, note, event, ...row }: Row): AgentRow {
  const said = `${title}\n${note}\n${event.agent ?? ''}\n${JSON.stringify(event.data)}`
  return {
    ...row,
    title: oneLine(title),
    note: oneLine(note),
    lane: 'agent',
    pageUrl: '',
    said: said.toLowerCase(),
    event: { ...event, type: 'agent', seq: 0 },
  }
}

function messageOf(data: TraceEvent['data']): string | undefined {
  return textOf(data.error, data.message, data.errorMessage)
}

/** The first that says something; an object says it in its own message. */
function textOf(...values: (Json | undefined)[]): string | undefined {
  for (const value of values) {
    if (typeof value === 'string' && value !== '') return value
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      const { message } = value
      if (typeof message === 'string' && message !== '') return message
    }
  }
  return undefined
}

function spanOf({ traceId, spanId }: TraceEvent): string {
  return JSON.stringify([traceId, spanId])
}

function spanNameOf({ type, spanId }: TraceEvent): string | undefined {
  if (type === 'llm_call') return `step:${spanId}`
  return type === 'tool_call' || type === 'tool_result' ? `tool:${spanId}` : undefined
}

function sourceOf({ environment }: SessionEvents): AgentEvent['source'] {
  return environment === 'mixed' ? undefined : environment
}
