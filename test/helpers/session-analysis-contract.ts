import { describe, expect, it, onTestFinished } from 'vitest'

import type { TraceStore } from '../../server/src/storage/trace-store.ts'
import { findInSession } from '../../server/src/storage/traces/findings/find-in-session.ts'
import type { SessionQuery } from '../../server/src/storage/traces/session-analysis.ts'
import type { TraceEvent } from '../../server/src/storage/traces/trace-event-reader.ts'
import type { EventPart, SpanPart } from '../../server/src/storage/traces/span-parts.ts'
import { temporaryFolder } from './temporary-folder.ts'

const NOON = Date.UTC(2026, 1, 27, 12)
const SESSION = { projectId: 'p', sources: ['prod', 'dev'], sessionId: 's' } as const

/** What a store says of a session as a whole is what its events say, read one by one. */
export function sessionAnalysisContract(
  name: string,
  openIn: (folder: string) => Promise<TraceStore>,
): void {
  const openWith = async (...runs: (readonly SpanPart[])[]) => {
    const store = await openIn(temporaryFolder())
    onTestFinished(() => store.close())
    for (const parts of runs) {
      await store.appendParts({ projectId: 'p', source: 'prod', parts, receivedAt: NOON })
    }
    return store
  }

  describe(name, () => {
    it('sums a session up, and lists no more of it than it is asked for', async () => {
      const unknown = troubledRun('c', NOON).filter(({ kind }) => kind !== 'run')
      const store = await openWith(
        troubledRun('b', NOON + 60_000),
        troubledRun('a', NOON),
        unknown.map((part) => ({ ...part, sessionId: 's' })),
      )

      const figures = await store.sessionFigures(SESSION, 3)

      expect(figures).toEqual({
        latency: 60_000,
        runs: [
          { runId: 'a', startTime: NOON, endTime: NOON + 30_000 },
          { runId: 'b', startTime: NOON + 60_000, endTime: NOON + 90_000 },
        ],
        modelCallCount: 4,
        modelCalls: [
          { ...ofModel('a'), model: 'm-1', promptTokens: 30, completionTokens: 5, duration: 9000 },
          { ...ofModel('a', 'plain'), model: null },
          { ...ofModel('b'), model: 'm-1', promptTokens: 30, completionTokens: 5, duration: 9000 },
        ],
        promptTokens: 60,
        completionTokens: 10,
        toolCallCount: 10,
        endedToolCallCount: 8,
        failedToolCallCount: 2,
        guardrailCount: 6,
        blockedGuardrailCount: 2,
      })
      expect((await store.sessionFigures(SESSION, 1)).runs).toHaveLength(1)
    })

    it('finds in a session what all of its events show', async () => {
      const store = await openWith(troubledRun('b', NOON + 10_000), troubledRun('a', NOON))

      const found = await store.sessionFindings(SESSION, 1000)

      const events = await eventsOf(store, SESSION)
      expect(found).toEqual({
        ...findInSession(events, (event) => event),
        eventCount: events.length,
        isTruncated: false,
      })
      // None of them by chance.
      expect(found.slowSpans.map((span) => span.name)).toEqual(['m-1', 'm-1'])
      expect(found.errorPatterns.map(({ pattern, count }) => [pattern, count])).toEqual([
        ['no city <text>', 2],
        ['gave up after <number> tries', 2],
      ])
      expect(found.decisionAnomalies.map(({ type }) => type).sort()).toEqual([
        ...['decision_loop', 'decision_loop'],
        ...['guardrail_block', 'handoff_ping_pong'],
        ...['tool_loop', 'tool_loop'],
        ...['unanswered_run', 'unanswered_run'],
      ])
    })

    it('looks at the first events of a session that is too long', async () => {
      // This one's result comes before everything, because a clock was set back.
      const early: SpanPart = {
        kind: 'tool_call',
        runId: 'a',
        spanId: 'early',
        startTime: NOON + 29_000,
        endTime: NOON - 1,
        statusCode: 2,
        toolName: 'clock',
      }
      const store = await openWith([...troubledRun('a', NOON), early])
      const events = await eventsOf(store, SESSION)
      expect(events[0]).toMatchObject({ type: 'tool_result', toolName: 'clock' })

      for (const limit of [1, 7, events.length - 1]) {
        const found = await store.sessionFindings(SESSION, limit)
        const seen = events.slice(0, limit)
        expect(found).toEqual({
          ...findInSession(seen, (event) => event),
          eventCount: limit,
          isTruncated: true,
        })
      }
      expect(await store.sessionFindings(SESSION, events.length)).toMatchObject({
        isTruncated: false,
      })
    })

    it('takes a run of no session as one, and says nothing of what is not there', async () => {
      const alone = troubledRun('a', NOON).map((part) => ({ ...part, sessionId: undefined }))
      const store = await openWith(alone, troubledRun('b', NOON))
      const { sessionId: _, ...scope } = SESSION
      const run = { ...scope, runId: 'a' }

      expect(await store.sessionFigures(run, 9)).toMatchObject({
        runs: [{ runId: 'a' }],
        modelCallCount: 2,
      })
      expect((await store.sessionFindings(run, 999)).eventCount).toBe(
        (await eventsOf(store, run)).length,
      )
      for (const other of [
        { ...scope, sessionId: 'a' },
        { ...scope, runId: 'c' },
        { ...SESSION, projectId: 'q' },
        { ...SESSION, sources: ['dev'] as const },
      ]) {
        expect(await store.sessionFigures(other, 9)).toMatchObject({ runs: [], modelCallCount: 0 })
        expect(await store.sessionFindings(other, 9)).toMatchObject({ eventCount: 0 })
      }
    })
  })
}

/** All events as they are listed. */
export async function eventsOf(store: TraceStore, session: SessionQuery): Promise<TraceEvent[]> {
  const page = { limit: 1000, offset: 0 }
  return (await store.traceEvents({ ...session, page })).events
}

function ofModel(runId: string, spanId = 'step') {
  return { runId, spanId, promptTokens: 0, completionTokens: 0, duration: null }
}

/** Everything that findings look at, once. */
function troubledRun(runId: string, start: number): SpanPart[] {
  let moment = start
  const next = () => (moment += 1000)
  const event = (type: string, data: EventPart['data'], decisionKind?: string): EventPart => {
    const spanId = `${runId}-${type}-${next()}`
    return { kind: 'event', runId, spanId, type, startTime: moment, data, decisionKind }
  }
  const call = (spanId: string, rest: Partial<SpanPart>) =>
    ({ kind: 'tool_call', runId, spanId, toolName: 'weather', ...rest }) as SpanPart
  const again = (spanId: string) => {
    const startTime = next()
    return call(spanId, { startTime, endTime: startTime + 10, args: '{"city":"Paris"}' })
  }
  const failing = next()
  return [
    {
      kind: 'run',
      runId,
      sessionId: 's',
      startTime: start,
      endTime: start + 30_000,
      statusCode: 2,
      statusMessage: 'Gave up after 3 tries',
      framework: 'custom',
    },
    {
      kind: 'step',
      runId,
      spanId: 'step',
      startTime: start,
      endTime: start + 9000,
      modelRequested: 'm',
      modelUsed: 'm-1',
      promptUncachedTokens: 20,
      promptCachedTokens: 10,
      completionTokens: 5,
    },
    { kind: 'step', runId, spanId: 'plain', startTime: start + 1 },
    // Why, only what it carried says.
    call('failing', {
      startTime: failing,
      endTime: failing + 20,
      statusCode: 2,
      data: { message: 'No city "Atlantis"' },
    }),
    ...['one', 'two', 'three'].map(again),
    call('open', { startTime: next() }),
    ...[1, 2, 3].map(() => event('decision', { next: 'ask' }, 'route')),
    ...['sales', 'support', 'sales', 'support'].map((to) => event('handoff', { to })),
    event('guardrail_eval', { passed: false }),
    event('guardrail_eval', { passed: true }),
    event('guardrail_eval', { action: 'allow' }),
  ]
}
