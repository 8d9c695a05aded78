import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'

import { RELATIVE_ERROR } from '../../server/src/storage/duration-sketch.ts'
import type { TraceStore } from '../../server/src/storage/trace-store.ts'
import type { DurationFigures } from '../../server/src/storage/traces/agent-figures.ts'
import { findInSession } from '../../server/src/storage/traces/findings/find-in-session.ts'
import type { SessionQuery } from '../../server/src/storage/traces/session-analysis.ts'
import type { TimeRange, TraceScope } from '../../server/src/storage/traces/source.ts'
import type { SpanPart } from '../../server/src/storage/traces/span-parts.ts'
import { anyArrival, anyTruths, BEGIN, wholeParts, type Truth } from './any-runs.ts'
import { averageOf, plainFigures, rankOf } from './plain-figures.ts'
import { eventsOf } from './session-analysis-contract.ts'
import { temporaryFolder } from './temporary-folder.ts'

const HOUR = 60 * 60_000
/** Hundreds of histories; a busy machine takes its time. */
const TIMEOUT = 60_000
const page = { limit: 200, offset: 0 }
const ALL: TimeRange = { from: BEGIN - HOUR, to: BEGIN + 40 * HOUR }

const anyRange = fc
  .tuple(fc.integer({ min: -HOUR, max: 35 * HOUR }), fc.integer({ min: 1, max: 35 * HOUR }))
  .map(([from, length]) => ({ from: BEGIN + from, to: BEGIN + from + length }))

/** Whatever runs there are and however they come: the same answers, and every figure is right. */
export function traceModelContract(
  name: string,
  openIn: (folder: string) => Promise<TraceStore>,
  { numRuns }: { numRuns: number },
): void {
  const open = async () => {
    const store = await openIn(temporaryFolder())
    onTestFinished(() => store.close())
    return store
  }
  // A project a case, because opening a store takes longer than most cases do.
  let projects = 0
  const freshScope = (): TraceScope => ({ projectId: `project-${++projects}`, sources: ['prod'] })
  const append = async (store: TraceStore, { projectId }: TraceScope, batches: SpanPart[][]) => {
    for (const parts of batches) {
      await store.appendParts({ projectId, source: 'prod', parts, receivedAt: BEGIN })
    }
  }

  it(
    `${name}: parts in any order, pieces and repetition say the same as all at once`,
    async () => {
      const store = await open()
      const anyCase = anyTruths.chain((truths) => fc.tuple(fc.constant(truths), anyArrival(truths)))
      await fc.assert(
        fc.asyncProperty(anyCase, async ([truths, arrival]) => {
          const one = freshScope()
          const other = freshScope()
          await append(store, one, arrival)
          await append(store, other, [wholeParts(truths)])

          expect(await everything(store, one, truths)).toEqual(
            await everything(store, other, truths),
          )
        }),
        { numRuns },
      )
    },
    TIMEOUT,
  )

  it(
    `${name}: every figure equals a plain recomputation`,
    async () => {
      const store = await open()
      const anyCase = anyTruths.chain((truths) =>
        fc.tuple(fc.constant(truths), anyArrival(truths), anyRange),
      )
      await fc.assert(
        fc.asyncProperty(anyCase, async ([truths, arrival, range]) => {
          const scope = freshScope()
          await append(store, scope, arrival)

          await expectFigures(store, scope, truths, range)
        }),
        { numRuns },
      )
    },
    TIMEOUT,
  )

  it(
    `${name}: runs that were removed count no more`,
    async () => {
      const store = await open()
      const anyCase = anyTruths.chain((truths) =>
        fc.tuple(fc.constant(truths), anyArrival(truths), fc.constantFrom('s1', 's2')),
      )
      await fc.assert(
        fc.asyncProperty(anyCase, async ([truths, arrival, sessionId]) => {
          const scope = freshScope()
          const left = truths.filter(({ run }) => run.sessionId !== sessionId)
          await append(store, scope, arrival)

          const removed = await store.eraseRuns(scope.projectId, { sessionIds: [sessionId] })

          expect(removed).toBe(truths.length - left.length)
          await expectFigures(store, scope, left, ALL)
          const other = freshScope()
          await append(store, other, [wholeParts(left)])
          expect(await everything(store, scope, truths)).toEqual(
            await everything(store, other, truths),
          )
        }),
        { numRuns },
      )
    },
    TIMEOUT,
  )
}

/** All that a store says of runs. */
async function everything(store: TraceStore, scope: TraceScope, truths: readonly Truth[]) {
  const details = truths.map(({ run }) => store.run(scope, run.runId))
  const failures = await store.failures({
    ...scope,
    range: ALL,
    order: 'lastSeen',
    direction: 'desc',
  })
  return {
    runs: await store.runs({ ...scope, page }),
    details: await Promise.all(details),
    events: await store.traceEvents({ ...scope, page }),
    exported: (await store.exportEvents({ ...scope, limit: 1000 })).events
      .map(({ eventId }) => eventId)
      .sort(),
    sessions: await store.agentSessions({ ...scope, order: 'sessionId', page }),
    found: await store.runs({ ...scope, text: 'parcel', tool: 'a', page }),
    failures,
    failure: await Promise.all(
      failures.map(({ failureId }) => store.failure(scope, failureId, HOUR)),
    ),
    ofUser: await store.spanStatistics({ ...scope, range: ALL, step: HOUR, userId: 'u1' }),
  }
}

async function expectFigures(
  store: TraceStore,
  scope: TraceScope,
  truths: readonly Truth[],
  range: TimeRange,
): Promise<void> {
  const plain = plainFigures(truths, range)
  const query = { ...scope, range }
  const { duration, thumbsUp, thumbsDown, ...runs } = await store.runFigures(query)
  const { durations, ...counts } = plain.runs
  expect(runs).toEqual(counts)
  expect([thumbsUp, thumbsDown]).toEqual([0, 0])
  expectDurations(duration, durations)

  const models = await store.modelFigures(query)
  expect(models).toEqual(
    plain.models.map((model) => ({ ...model, averageDuration: about(model.averageDuration) })),
  )

  const tools = await store.toolFigures(query)
  expect(tools.map(({ duration: _, ...tool }) => tool)).toEqual(
    plain.tools.map(({ durations: _, ...tool }) => tool),
  )
  for (const [index, tool] of tools.entries()) {
    expectDurations(tool.duration, plain.tools[index]?.durations ?? [])
  }

  const statistics = await store.spanStatistics({ ...query, step: HOUR })
  expect(statistics.runCount).toBe(plain.runs.runCount)
  expect(statistics.bytesIn).toBe(plain.spans.bytesIn)
  expectDurations(statistics.duration, plain.spans.durations)
  expect(sumOf(statistics.timeline, 'ok')).toBe(plain.spans.ok)
  expect(sumOf(statistics.timeline, 'error_remote')).toBe(plain.spans.failed)
  expect(statistics.tools.map(({ averageDuration: _, ...tool }) => tool)).toEqual(
    plain.spans.callsByTool,
  )

  for (const step of await store.runSeries({ ...query, step: HOUR })) {
    const within = { from: step.time, to: Math.min(step.time + HOUR, range.to) }
    const { runCount, cost } = plainFigures(truths, within).runs
    expect(step).toMatchObject({ runCount, cost })
  }
  const series = await store.runSeries({ ...query, step: HOUR })
  expect(sumOf(series, 'runCount')).toBe(plain.runs.runCount)

  for (const sessionId of ['s1', 's2']) await expectSession(store, { ...scope, sessionId })
}

/** A session as a whole is what its events say one by one. */
async function expectSession(store: TraceStore, session: SessionQuery): Promise<void> {
  const events = await eventsOf(store, session)
  expect(await store.sessionFindings(session, 1000)).toEqual({
    ...findInSession(events, (event) => event),
    eventCount: events.length,
    isTruncated: false,
  })

  const steps = events.filter(({ type }) => type === 'llm_call')
  const calls = events.filter(({ type }) => type === 'tool_call')
  const failed = calls.filter(({ statusCode }) => statusCode === 2)
  const ended = calls.filter((call) => call.duration !== null || failed.includes(call))
  expect(await store.sessionFigures(session, 1000)).toMatchObject({
    modelCallCount: steps.length,
    modelCalls: steps.map(({ runId, spanId, model, promptTokens, completionTokens, duration }) => {
      return { runId, spanId, model, promptTokens, completionTokens, duration }
    }),
    promptTokens: steps.reduce((sum, { promptTokens }) => sum + (promptTokens ?? 0), 0),
    toolCallCount: calls.length,
    failedToolCallCount: failed.length,
    endedToolCallCount: ended.length,
  })
}

function expectDurations(figures: DurationFigures, durations: readonly number[]): void {
  expect(figures.avg).toEqual(about(averageOf(durations)))
  for (const [share, value] of [
    [0.5, figures.p50],
    [0.95, figures.p95],
    [0.99, figures.p99],
  ] as const) {
    const exact = rankOf(durations, share)
    if (exact === null || exact < 1) expect(value).toBe(exact === null ? null : 0)
    else expect(Math.abs((value ?? 0) - exact)).toBeLessThanOrEqual(exact * RELATIVE_ERROR + 0.01)
  }
}

/** Durations are kept to the microsecond. */
function about(value: number | null): unknown {
  return value === null ? null : expect.closeTo(value, 2)
}

function sumOf<Name extends string>(rows: readonly Record<Name, number>[], name: Name): number {
  return rows.reduce((total, row) => total + row[name], 0)
}
