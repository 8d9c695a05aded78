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
  })
}
