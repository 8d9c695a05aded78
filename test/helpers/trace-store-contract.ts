import { describe, expect, it, onTestFinished } from 'vitest'

import type { TraceStore } from '../../server/src/storage/trace-store.ts'
import type { TraceScope, TraceSource } from '../../server/src/storage/traces/source.ts'
import type { SpanPart } from '../../server/src/storage/traces/span-parts.ts'
import { temporaryFolder } from './temporary-folder.ts'

const NOON = Date.UTC(2026, 1, 27, 12)
const prod: TraceScope = { projectId: 'p', sources: ['prod'] }
const both: TraceScope = { projectId: 'p', sources: ['dev', 'prod'] }
const page = { limit: 50, offset: 0 }

/** A run of one step and one call that fails. */
function weatherRun(runId = 'r', start = NOON): SpanPart[] {
  return [
    {
      kind: 'run',
      runId,
      sessionId: 's',
      startTime: start,
      endTime: start + 1000,
      statusCode: 0,
      prompt: 'Weather in Paris?',
      systemPrompt: 'You know the weather.',
      response: 'It rains.',
      conversational: true,
      agent: 'support',
      userId: 'u',
      userName: 'Jane',
      metadata: { plan: 'pro' },
      framework: 'custom',
    },
    {
      kind: 'step',
      runId,
      spanId: 'one',
      startTime: start + 100,
      endTime: start + 400,
      statusCode: 0,
      prompt: '[]',
      response: 'calling',
      modelRequested: 'm',
      modelUsed: 'm-1',
      promptUncachedTokens: 120,
      promptCachedTokens: 30,
      completionTokens: 45,
      cost: 0.0042,
    },
    {
      kind: 'tool_call',
      runId,
      spanId: 'call',
      startTime: start + 400,
      endTime: start + 900,
      statusCode: 2,
      statusMessage: 'No connection to host 10.0.0.7',
      toolName: 'get_weather',
      args: '{"city":"Paris"}',
      result: '{"temp":7}',
    },
  ]
}

/** What every store of agent runs does; each adapter runs it. */
export function traceStoreContract(
  name: string,
  openIn: (folder: string) => Promise<TraceStore>,
): void {
  const open = async () => {
    const store = await openIn(temporaryFolder())
    onTestFinished(() => store.close())
    return store
  }
  const append = (store: TraceStore, parts: readonly SpanPart[], source: TraceSource = 'prod') =>
    store.appendParts({ projectId: 'p', source, parts, receivedAt: NOON })

  describe(name, () => {
    it('gives a run back with everything in it', async () => {
      const store = await open()
      await append(store, weatherRun())

      expect(await store.run(prod, 'r')).toMatchObject({
        runId: 'r',
        source: 'prod',
        sessionId: 's',
        agent: 'support',
        conversational: true,
        startTime: NOON,
        endTime: NOON + 1000,
        prompt: 'Weather in Paris?',
        systemPrompt: 'You know the weather.',
        models: ['m-1'],
        stepCount: 1,
        toolCallCount: 1,
        spanCount: 2,
        failedSpanCount: 1,
        promptTokens: 150,
        promptCachedTokens: 30,
        completionTokens: 45,
        cost: 0.0042,
        userName: 'Jane',
        metadata: { plan: 'pro' },
        steps: [{ spanId: 'one', cost: 0.0042, modelUsed: 'm-1' }],
        toolCalls: [
          { spanId: 'call', stepId: 'one', toolName: 'get_weather', outcome: 'error_remote' },
        ],
        feedbackHistory: [],
      })
      expect(await store.runs({ ...prod, page })).toMatchObject({
        runs: [{ runId: 'r', prompt: 'Weather in Paris?' }],
        total: 1,
      })
    })

    it('says whether it has any run at all', async () => {
      const store = await open()
      expect(await store.hasRuns()).toBe(false)

      await append(store, weatherRun())
      expect(await store.hasRuns()).toBe(true)
    })

    it('keeps what comes before its run until the run comes', async () => {
      const store = await open()
      const [run, ...spans] = weatherRun()
      await append(store, spans)

      expect(await store.run(prod, 'r')).toBeUndefined()
      expect(await store.runs({ ...prod, page })).toEqual({ runs: [], total: 0 })
      expect(await store.traceEvents({ ...prod, page })).toEqual({ events: [], total: 0 })
      if (run) await append(store, [run])

      expect(await store.run(prod, 'r')).toMatchObject({ stepCount: 1, promptTokens: 150 })
    })

    it('shows a run to its own project and source alone', async () => {
      const store = await open()
      await append(store, weatherRun())

      expect(await store.run({ projectId: 'p', sources: ['dev'] }, 'r')).toBeUndefined()
      expect(await store.run({ projectId: 'q', sources: ['dev', 'prod'] }, 'r')).toBeUndefined()
      expect(await store.run(both, 'r')).toBeDefined()
      expect(await store.run({ projectId: 'p', sources: [] }, 'r')).toBeUndefined()
    })

    it('gives native events the ids and spans that they came with, and makes none beside them', async () => {
      const store = await open()
      const ids = { runId: 'native', sessionId: 'native-session' }
      const event = { kind: 'event', ...ids, ofSpanId: 'shared' } as const
      await append(store, [
        {
          kind: 'run',
          ...ids,
          startTime: NOON,
          statusCode: 2,
          response: 'no',
          framework: 'native',
        },
        {
          ...event,
          spanId: 'one',
          eventId: 'one',
          type: 'decision',
          startTime: NOON,
          data: { a: 1 },
        },
        { ...event, spanId: 'two', type: 'response', startTime: NOON + 1, data: { text: 'no' } },
        {
          kind: 'tool_call',
          ...ids,
          spanId: 'call',
          eventId: 'asked',
          resultEventId: 'answered',
          startTime: NOON + 2,
          endTime: NOON + 3,
          data: { toolName: 't' },
          resultData: { ok: true },
        },
      ])

      const { events, total } = await store.traceEvents({ ...prod, sessionId: ids.sessionId, page })
      expect(
        events.map(({ eventId, type, spanId, data }) => [eventId, type, spanId, data]),
      ).toEqual([
        ['one', 'decision', 'shared', { a: 1 }],
        ['two', 'response', 'shared', { text: 'no' }],
        ['asked', 'tool_call', 'call', { toolName: 't' }],
        ['answered', 'tool_result', 'call', { ok: true }],
      ])
      const shared = await store.traceEvents({ ...prod, runId: ids.runId, spanId: 'shared', page })
      const { sessions } = await store.agentSessions({ ...prod, sessionIds: [ids.sessionId], page })
      expect([total, shared.total, sessions[0]?.eventCount]).toEqual([4, 2, 4])
      expect(await store.hasSpan(prod, { sessionId: ids.sessionId }, 'shared')).toBe(true)
    })

    it('lists a session as one numbered line of events', async () => {
      const store = await open()
      await append(store, weatherRun('a'))
      await append(store, weatherRun('b', NOON + 5000))

      const { events, total } = await store.traceEvents({ ...prod, sessionId: 's', page })

      expect(total).toBe(8)
      expect(events.map(({ sequence, type, runId }) => `${sequence} ${runId} ${type}`)).toEqual([
        '1 a llm_call',
        '2 a tool_call',
        '3 a tool_result',
        '4 a response',
        '5 b llm_call',
        '6 b tool_call',
        '7 b tool_result',
        '8 b response',
      ])
      expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(8)
      const ofB = await store.traceEvents({ ...prod, runId: 'b', types: ['llm_call'], page })
      expect(ofB).toMatchObject({ total: 1, events: [{ sequence: 5, model: 'm-1' }] })
      const latest = await store.traceEvents({
        ...prod,
        newestFirst: true,
        page: { limit: 2, offset: 1 },
      })
      expect(latest).toMatchObject({ total: 8, events: [{ sequence: 7 }, { sequence: 6 }] })
    })

    it('gives events back in pieces, session by session', async () => {
      const store = await open()
      await append(store, weatherRun('a'))
      const alone = weatherRun('b').map((part) => ({ ...part, sessionId: undefined }))
      await append(store, alone)

      const found: string[] = []
      let cursor: string | undefined
      do {
        const piece = await store.exportEvents({ ...prod, limit: 3, cursor })
        found.push(...piece.events.map(({ runId, sequence }) => `${runId}${sequence}`))
        cursor = piece.nextCursor ?? undefined
      } while (cursor !== undefined)

      expect(found).toEqual(['a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'b3', 'b4'])
      await expect(store.exportEvents({ ...prod, limit: 3, cursor: 'x' })).rejects.toThrow(/cursor/)
    })

    it('gives events back to several readers at a time, without those removed meanwhile', async () => {
      const store = await open()
      for (const runId of ['a', 'b', 'c']) {
        const parts = weatherRun(runId)
        await append(
          store,
          parts.map((part) => (part.kind === 'run' ? { ...part, sessionId: runId } : part)),
        )
      }
      const next = async (reader: { limit: number; cursor: string | undefined }) => {
        const { events, nextCursor } = await store.exportEvents({ ...prod, ...reader })
        reader.cursor = nextCursor ?? undefined
        return events.map(({ runId, sequence }) => `${runId}${sequence}`)
      }
      const one = { limit: 2, cursor: undefined }
      const other = { limit: 3, cursor: undefined }

      expect([await next(one), await next(other)]).toEqual([
        ['a1', 'a2'],
        ['a1', 'a2', 'a3'],
      ])
      expect([await next(one), await next(other)]).toEqual([
        ['a3', 'a4'],
        ['a4', 'b1', 'b2'],
      ])
      await store.eraseRuns('p', { sessionIds: ['b'] })
      expect((await next(one)).concat(await next(one))).toEqual(['c1', 'c2', 'c3', 'c4'])
      expect((await next(other)).concat(await next(other))).toEqual(['c1', 'c2', 'c3', 'c4'])
    })

    it('lists sessions by their runs', async () => {
      const store = await open()
      await append(store, weatherRun('a'))
      await append(store, weatherRun('b', NOON + 5000))

      expect(await store.agentSessions({ ...prod, page })).toMatchObject({
        total: 1,
        sessions: [
          {
            sessionId: 's',
            agent: 'support',
            runCount: 2,
            startTime: NOON,
            lastActivity: NOON + 6000,
            promptTokens: 300,
            cost: 0.0084,
            eventCount: 8,
            messageCount: 4,
            preview: 'Weather in Paris?',
            userName: 'Jane',
          },
        ],
      })
    })

    it('keeps feedback for a run that is not known yet', async () => {
      const store = await open()
      const feedback = { projectId: 'p', source: 'prod', runId: 'r', createdAt: NOON } as const
      await store.addFeedback({ ...feedback, score: 'thumbs_up' })
      await append(store, weatherRun())
      await store.addFeedback({ ...feedback, text: 'Thanks', createdAt: NOON + 1 })

      expect(await store.run(prod, 'r')).toMatchObject({
        feedback: { score: 'thumbs_up', text: 'Thanks', createdAt: NOON + 1 },
        feedbackHistory: [{ score: 'thumbs_up' }, { text: 'Thanks' }],
      })
    })

    it('attaches feedback to the only run of that name, whichever source it came by', async () => {
      const store = await open()
      await append(store, weatherRun('known'), 'dev')
      const feedback = { projectId: 'p', source: 'prod', score: 'thumbs_down' } as const
      await store.addFeedback({ ...feedback, runId: 'known', createdAt: NOON })
      await store.addFeedback({ ...feedback, runId: 'late', createdAt: NOON + 1 })
      await append(store, weatherRun('late'), 'dev')

      const dev: TraceScope = { projectId: 'p', sources: ['dev'] }
      expect(await store.run(dev, 'known')).toMatchObject({ feedback: { score: 'thumbs_down' } })
      expect(await store.run(dev, 'late')).toMatchObject({ feedback: { score: 'thumbs_down' } })
      const range = { from: NOON, to: NOON + 5 }
      expect(await store.feedbackFigures({ ...dev, range })).toMatchObject({ thumbsDown: 2 })
      expect(
        await store.runs({ ...dev, feedbackRange: range, order: 'feedback', page }),
      ).toMatchObject({ total: 2, runs: [{ runId: 'late' }, { runId: 'known' }] })
    })

    it('counts feedback by the time of its latest submission', async () => {
      const store = await open()
      const feedback = { projectId: 'p', source: 'prod', runId: 'r' } as const
      await store.addFeedback({ ...feedback, score: 'thumbs_up', createdAt: NOON })
      await store.addFeedback({ ...feedback, score: 'thumbs_down', createdAt: NOON + 500 })

      const query = { ...prod, range: { from: NOON - 500, to: NOON + 1000 } }
      expect(await store.feedbackFigures(query)).toEqual({
        total: 1,
        thumbsUp: 0,
        thumbsDown: 1,
        textCount: 0,
      })
      expect(await store.feedbackSeries({ ...query, step: 1000 })).toEqual([
        { time: NOON + 500, thumbsUp: 0, thumbsDown: 1 },
      ])
    })

    it('groups failures that differ only in what differs each time', async () => {
      const store = await open()
      await append(store, weatherRun('a'))
      const other = weatherRun('b', NOON + 60_000).map((part) =>
        part.kind === 'tool_call'
          ? { ...part, statusMessage: 'No connection to host 10.0.0.99\nat x' }
          : part,
      )
      await append(store, other)
      await append(store, other)

      const query = { ...prod, order: 'lastSeen', direction: 'desc' } as const
      const range = { from: NOON, to: NOON + 120_000 }
      const failures = await store.failures({ ...query, range })
      expect(failures).toMatchObject([
        {
          entityType: 'tool_call',
          toolName: 'get_weather',
          title: 'no connection to host <number>',
          message: 'No connection to host 10.0.0.99\nat x',
          status: 'active',
          events: 2,
          affectedRuns: 2,
          affectedSessions: 1,
          affectedUsers: 1,
          firstSeen: NOON + 900,
          lastSeen: NOON + 60_900,
          sampleRunId: 'b',
        },
      ])
      const onlyFirst = { from: NOON, to: NOON + 60_000 }
      expect(await store.failures({ ...query, range: onlyFirst })).toMatchObject([
        { events: 1, lastSeen: NOON + 60_900, sampleRunId: 'a' },
      ])
      expect(await store.failure(prod, failures[0]?.failureId ?? '', 60_000)).toMatchObject({
        timeline: [
          { time: NOON, events: 1 },
          { time: NOON + 60_000, events: 1 },
        ],
        samples: [
          { runId: 'b', toolCallId: 'call', sessionId: 's' },
          { runId: 'a', toolCallId: 'call' },
        ],
        models: ['m-1'],
        agents: ['support'],
      })
      expect(await store.failure(prod, 'unknown', 60_000)).toBeUndefined()
    })

    it('counts a failure in the sources asked for, a session of both once', async () => {
      const store = await open()
      await append(store, weatherRun('a'))
      await append(store, weatherRun('b', NOON + 60_000), 'dev')
      const range = { from: NOON, to: NOON + 120_000 }
      const query = { range, order: 'events', direction: 'desc' } as const

      expect(await store.failures({ ...both, ...query })).toMatchObject([
        {
          ...{ events: 2, affectedRuns: 2, affectedSessions: 1, affectedUsers: 1 },
          ...{ firstSeen: NOON + 900, lastSeen: NOON + 60_900, sampleRunId: 'b' },
        },
      ])
      expect(await store.failures({ ...prod, ...query })).toMatchObject([
        { events: 1, firstSeen: NOON + 900, lastSeen: NOON + 900, sampleRunId: 'a' },
      ])
      expect(await store.failures({ ...both, ...query, entityType: 'run' })).toEqual([])
      expect(await store.failures({ ...both, ...query, status: 'ignored' })).toEqual([])
    })

    it('counts a failed step as a failure of its run, once', async () => {
      const store = await open()
      const step: SpanPart = {
        kind: 'step',
        runId: 'r',
        spanId: 'one',
        startTime: NOON + 1,
        statusCode: 2,
        statusMessage: 'Overloaded',
      }
      const query = {
        ...prod,
        range: { from: NOON, to: NOON + 5000 },
        order: 'events',
        direction: 'asc',
      } as const
      await append(store, [step, { kind: 'run', runId: 'r', startTime: NOON }])
      expect(await store.failures(query)).toMatchObject([
        { entityType: 'run', message: 'Overloaded', events: 1 },
      ])
      await append(store, [{ kind: 'run', runId: 'r', statusCode: 2, statusMessage: 'Gave up' }])

      expect(await store.failures(query)).toMatchObject([
        { entityType: 'run', message: 'Gave up', events: 1 },
      ])
    })

    it('makes a resolved failure active again, and leaves an ignored one', async () => {
      const store = await open()
      await append(store, weatherRun('a'))
      const query = {
        ...prod,
        range: { from: NOON, to: NOON + 1e6 },
        order: 'lastSeen',
        direction: 'desc',
      } as const
      const [failure] = await store.failures(query)
      const { failureId = '' } = failure ?? {}
      const status = async () => (await store.failure(prod, failureId, 1000))?.status

      expect(await store.setFailureStatus('p', failureId, 'resolved')).toBe(true)
      await append(store, weatherRun('a'))
      expect(await status()).toBe('resolved')
      await append(store, weatherRun('b'))
      expect(await status()).toBe('active')
      await store.setFailureStatus('p', failureId, 'ignored')
      await append(store, weatherRun('c'))
      expect(await status()).toBe('ignored')
      expect(await store.setFailureStatus('q', failureId, 'active')).toBe(false)
    })

    it('has a run looked at until it was looked at as it is', async () => {
      const store = await open()
      await append(store, weatherRun('a'))
      await append(store, weatherRun('b', NOON + 5000))
      expect(await store.runsToAnalyse(10, NOON)).toEqual([])
      const due = await store.runsToAnalyse(10, NOON + 1)
      expect(due.map(({ run, before }) => [run.runId, before.map(({ runId }) => runId)])).toEqual([
        ['a', []],
        ['b', ['a']],
      ])

      const match = { slug: 'confusion', evidence: 'What?', confidence: 0.8, matchedAt: NOON }
      const [first, second] = due
      const address = { projectId: 'p', source: 'prod' } as const
      await append(store, [{ kind: 'run', runId: 'b', response: 'Sorry?' }])
      await store.saveMatches({ ...address, runId: 'a', revision: first?.revision ?? 0 }, [match])
      await store.saveMatches({ ...address, runId: 'b', revision: second?.revision ?? 0 }, [match])

      expect((await store.runsToAnalyse(10, NOON + 1)).map(({ run }) => run.runId)).toEqual(['b'])
      expect(await store.run(prod, 'a')).toMatchObject({
        patterns: ['confusion'],
        matches: [match],
      })
      expect(await store.runs({ ...prod, pattern: 'confusion', page })).toMatchObject({ total: 2 })
      const range = { from: NOON, to: NOON + 6000 }
      expect(await store.patternFigures({ ...prod, range })).toEqual([
        {
          slug: 'confusion',
          runCount: 2,
          sessionCount: 1,
          userCount: 1,
          firstSeen: NOON,
          lastSeen: NOON + 5000,
        },
      ])
      expect(await store.analyseAgainSince('p', NOON + 5000)).toBe(1)
      expect(await store.analyseAgainSince('p', NOON)).toBe(2)
      expect(await store.runsToAnalyse(10, NOON + 1)).toHaveLength(2)
    })

    it('keeps patterns that a project defines, and removes them with what they matched', async () => {
      const store = await open()
      const pattern = {
        slug: 'refund',
        name: 'Refund',
        description: 'Wants money back',
        enabled: true,
        definition: { words: ['refund'] },
        updatedAt: NOON,
      }
      await store.savePatternDefinition('p', pattern)
      await store.savePatternDefinition('p', { ...pattern, enabled: false })
      await append(store, weatherRun())
      const match = { slug: 'refund', evidence: 'x', confidence: 1, matchedAt: NOON }
      const run = { projectId: 'p', source: 'prod', runId: 'r', revision: 1 } as const
      await store.saveMatches(run, [match])

      expect(await store.patternDefinitions('p')).toEqual([{ ...pattern, enabled: false }])
      expect(await store.patternDefinitions('q')).toEqual([])
      expect(await store.removePatternDefinition('p', 'refund')).toBe(true)
      expect(await store.removePatternDefinition('p', 'refund')).toBe(false)
      expect(await store.run(prod, 'r')).toMatchObject({ patterns: [] })
    })

    it('keeps one recap a project and period', async () => {
      const store = await open()
      const insight = {
        insightId: 'i',
        projectId: 'p',
        period: { from: NOON, to: NOON + 7 },
        createdAt: NOON,
        content: { title: 'Quiet' },
      }
      await store.saveInsight(insight)
      await store.saveInsight({ ...insight, insightId: 'j', content: { title: 'Busy' } })

      const kept = { ...insight, content: { title: 'Busy' } }
      expect(await store.insights('p', page)).toEqual({ insights: [kept], total: 1 })
      expect(await store.insight('p', 'i')).toEqual(kept)
      expect(await store.insight('q', 'i')).toBeUndefined()
      await append(store, weatherRun())
      expect(await store.projectsWithRuns({ from: NOON, to: NOON + 1 })).toEqual(['p'])
      expect(await store.projectsWithRuns({ from: 0, to: NOON })).toEqual([])
    })

    it('shows the latest name of a user, and none that is gone', async () => {
      const store = await open()
      const later = weatherRun('b', NOON + 5000).map((part) =>
        part.kind === 'run' ? { ...part, userName: 'Jane Doe' } : part,
      )
      await append(store, later)
      await append(store, weatherRun('a'))

      expect(await store.run(prod, 'a')).toMatchObject({ userName: 'Jane Doe' })
      expect(await store.eraseRuns('p', { userIds: ['u'] })).toBe(2)
      expect(await store.agentSessions({ ...prod, page })).toEqual({ sessions: [], total: 0 })
    })

    it('drops what came before, known or not, a piece at a time', async () => {
      const store = await open()
      const receive = (receivedAt: number, parts: SpanPart[]) =>
        store.appendParts({ projectId: 'p', source: 'prod', parts, receivedAt })
      await receive(NOON, weatherRun('a'))
      await receive(NOON + 1, [{ kind: 'step', runId: 'waits', spanId: 'x', startTime: NOON }])
      await receive(NOON + 2, weatherRun('b'))
      await receive(NOON + 5, weatherRun('old', NOON - 1e9))

      expect(await store.dropRunsBefore(NOON, 10)).toBe(0)
      expect(await store.dropRunsBefore(NOON + 5, 2)).toBe(2)
      expect(await store.dropRunsBefore(NOON + 5, 2)).toBe(1)
      expect(await store.dropRunsBefore(NOON + 5, 2)).toBe(0)
      expect(await store.runs({ ...prod, page })).toMatchObject({
        total: 1,
        runs: [{ runId: 'old' }],
      })
    })
  })
}
