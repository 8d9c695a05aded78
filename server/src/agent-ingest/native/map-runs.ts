import type { RunSummary } from '../../storage/traces/run-reader.ts'
import type { RunPart } from '../../storage/traces/span-parts.ts'
import { agentOf } from '../identity.ts'
import { jsonTextOf } from '../read-values.ts'
import { messageOf } from './error-message.ts'
import { runOf } from './map-events.ts'
import { userTextOf } from './map-llm-call.ts'
import type { NativeEvent } from './read-events.ts'

export type KnownRuns = ReadonlyMap<string, RunSummary>

/**
 * The runs that events make: each from its earliest event on, and over with its answer or failure.
 * Nothing else says that there is a run. One that came by another format is left as it is.
 */
export function mapRuns(
  events: readonly NativeEvent[],
  ids: { sessionId: string },
  known: KnownRuns,
): RunPart[] {
  const runIds = [...new Set(events.map((event) => runOf(event, ids)))]
  return runIds.flatMap((runId) => {
    const all = events.filter((event) => runOf(event, ids) === runId)
    const before = known.get(runId)
    if (before && before.framework !== 'native') return []
    const response = all.findLast(({ type }) => type === 'response')
    const error = all.findLast(({ type }) => type === 'error')
    const isOver = Boolean(response ?? error ?? before?.endTime)
    const prompt = all.find(({ type, data }) => type === 'llm_call' && userTextOf(data))
    const agent = agentOf(all.find((event) => agentOf(event.agent))?.agent)
    return [
      {
        kind: 'run',
        ...ids,
        runId,
        startTime: Math.min(before?.startTime ?? Infinity, ...all.map(({ time }) => time)),
        endTime: isOver ? latestOf(all, before) : null,
        statusCode: error ? 2 : undefined,
        statusMessage: error && messageOf(error.data),
        prompt: before?.prompt ? undefined : prompt && userTextOf(prompt.data),
        response: response && answerOf(response.data),
        agent: before?.agent ? undefined : agent,
        framework: 'native',
      },
    ]
  })
}

function latestOf(events: readonly NativeEvent[], before: RunSummary | undefined): number {
  const ends = events.map(({ time, type, duration = 0 }) =>
    type === 'tool_result' ? time : time + duration,
  )
  return Math.max(before?.endTime ?? 0, ...ends)
}

function answerOf({
  text,
  response,
  content,
  message,
  output,
}: NativeEvent['data']): string | undefined {
  return jsonTextOf(text ?? response ?? content ?? message ?? output)
}
