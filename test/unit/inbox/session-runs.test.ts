import { describe, expect, it } from 'vitest'

import { toAgentRows } from '../../../inbox/src/session-runs/agent-rows.ts'
import { mergeRows } from '../../../inbox/src/session-runs/merge-rows.ts'
import type { SessionEvents, TraceEvent } from '../../../inbox/src/session-runs/session-events.ts'
import { sumUpRuns } from '../../../inbox/src/session-runs/sum-up-runs.ts'
import { toRows } from '../../../inbox/src/timeline/timeline-row.ts'
import { toWireEntry } from '../../../src/protocol/index.ts'

const BASE = Date.parse('2026-03-01T12:00:00Z')
const at = (offset: number) => new Date(BASE + offset).toISOString()

const event = (type: string, offset: number, more: Partial<TraceEvent> = {}): TraceEvent => ({
  id: `${type}-${offset}`,
  type,
  timestamp: at(offset),
  traceId: 'run-1',
  spanId: `span-${offset}`,
  agentName: null,
  durationMs: null,
  status: 'ok',
  decisionKind: null,
  data: {},
  ...more,
})

const session = (more: Partial<SessionEvents>): SessionEvents => ({
  environment: 'prod',
  messages: [{ role: 'user', content: 'Where is it?', traceId: 'run-1', timestamp: at(0) }],
  events: [],
  leftOut: 0,
  ...more,
})

const call = { spanId: 'call', data: { toolName: 'find_order', args: { order: 1 } } }

describe('toAgentRows', () => {
  it('shows a run from what was asked to what was answered', () => {
    const rows = toAgentRows(
      session({
        events: [
          event('llm_call', 10, { data: { model: 'gpt-5' }, durationMs: 1_200 }),
          event('tool_call', 20, { ...call, agentName: 'support', durationMs: 30 }),
          event('tool_result', 50, { spanId: 'call', data: { result: { found: true } } }),
          event('handoff', 60, { decisionKind: 'handoff' }),
          event('response', 90, { data: { content: 'On its way.' } }),
        ],
      }),
    )

    expect(rows.map(({ title, note }) => [title, note])).toEqual([
      ['Asked the agent: Where is it?', 'support'],
      ['Model gpt-5', '1.2 s'],
      ['Tool find_order', '30 ms'],
      ['handoff: handoff', ''],
      ['Answered: On its way.', ''],
    ])
    expect(rows[2]?.event).toMatchObject({
      runId: 'run-1',
      source: 'prod',
      span: 'tool:call',
      data: { args: { order: 1 }, result: { found: true } },
    })
  })

  it('says that a run ended without an answer', () => {
    const rows = toAgentRows(
      session({ events: [event('response', 90, { data: { content: '' } })] }),
    )

    expect(rows.at(-1)?.title).toBe('Ended without an answer')
  })

  it('lets a call of a tool that failed stand out, and says why', () => {
    const [, failed] = toAgentRows(
      session({
        events: [
          event('tool_call', 20, call),
          event('tool_result', 50, {
            spanId: 'call',
            status: 'error',
            data: { error: 'No such order' },
          }),
        ],
      }),
    )

    expect(failed).toMatchObject({
      title: 'Tool find_order failed: No such order',
      isProblem: true,
      lane: 'agent',
    })
  })

  it('takes hostile and missing data for what they are', () => {
    const [begun, strange, odd] = toAgentRows(
      session({
        messages: [],
        environment: 'mixed',
        events: [
          event('tool_result', 5, {
            data: { toolName: ['x'], error: { message: 'Broken' } },
            status: 'error',
          }),
          event('__proto__', 6, { data: { constructor: '<img onerror=alert(1)>' } }),
        ],
      }),
    )

    expect(begun).toMatchObject({ entryId: 'run:run-1', title: 'An agent began' })
    expect(strange).toMatchObject({ title: 'Tool failed: Broken', isProblem: true })
    expect(odd?.said).toContain('<img onerror=alert(1)>')
    expect(strange?.event.source).toBeUndefined()
  })
})

it('puts what the page and the agent did in the order of time', () => {
  const page = [100, 5].map((offset, seq) => ({
    ...toWireEntry({ type: 'page', time: BASE + offset, state: 'online', seq, tabId: 't' }),
    entryId: `page-${offset}`,
  }))
  const agents = toAgentRows(session({ events: [event('response', 50)] }))

  const merged = mergeRows(toRows(page), agents)

  expect(merged.map(({ entryId }) => entryId)).toEqual([
    'run:run-1',
    'page-5',
    'agent:response-50',
    'page-100',
  ])
})

describe('sumUpRuns', () => {
  const sumUp = (events: TraceEvent[]) => sumUpRuns(toAgentRows(session({ events })))

  it('says first which runs failed, then what failed in them, else that they are there', () => {
    const brokenTool = event('tool_call', 10, {
      ...call,
      status: 'error',
      data: { toolName: 'pay', error: 'refused' },
    })
    const failure = event('error', 20, { data: { message: 'Rate limit' }, status: 'error' })
    const other = event('error', 30, { traceId: 'run-2', status: 'error' })

    expect(sumUp([brokenTool, failure, other])).toEqual({
      said: '2 agent runs failed',
      why: 'Rate limit',
      entryId: 'agent:error-20',
    })
    expect(sumUp([brokenTool])).toEqual({
      said: '1 part of agent runs failed',
      why: 'Tool pay failed: refused',
      entryId: 'agent:tool_call-10',
    })
    expect(sumUp([event('response', 10)])).toMatchObject({
      said: '1 agent run, none failed',
      entryId: 'run:run-1',
    })
    expect(sumUpRuns([])).toBeUndefined()
  })
})
