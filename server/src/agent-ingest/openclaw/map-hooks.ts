import type { RunPart, SpanPart, StepPart, ToolCallPart } from '../../storage/traces/span-parts.ts'
import { agentOf, readIdentity, runIdOf } from '../identity.ts'
import { invalid, ID_COMPLAINT } from '../invalid.ts'
import {
  countOf,
  idOf,
  jsonTextOf,
  listOf,
  numberOf,
  objectOf,
  textOf,
  type Fields,
} from '../read-values.ts'
import { readHooks, type Hook } from './read-hooks.ts'

const STALE = 'Ended without agent_end'

interface Ids {
  runId: string
  sessionId: string | undefined
}

export function mapHooks(body: Fields): SpanPart[] {
  const runId = runIdOf(body.metadata)
  if (runId === undefined) throw invalid('metadata["tcc.runId"]', ID_COMPLAINT)
  const identity = readIdentity(body.metadata)
  const hooks = readHooks(body.events)
  const ids = { runId, sessionId: identity.sessionId }
  const named = agentOf(hooks.find(({ context }) => context.agentId)?.context.agentId)
  return [
    { ...mapRun(hooks), ...identity, runId, agent: identity.agent ?? named },
    ...mapSteps(hooks, ids),
    ...mapToolCalls(hooks, ids),
    ...mapOthers(hooks, ids),
  ]
}

function mapRun(hooks: readonly Hook[]): Omit<RunPart, 'runId'> {
  const first = hooks[0]?.time ?? 0
  const end = hooks.find(({ name }) => name === 'agent_end')
  const endTime = Math.max(...hooks.map(({ time }) => time))
  const input = hooks.find(({ name }) => name === 'llm_input')?.event
  const output = hooks.findLast(({ name }) => name === 'llm_output')?.event
  const failed = end?.event.success === false || !end
  return {
    kind: 'run',
    startTime: Math.max(0, Math.min(first, endTime - (numberOf(end?.event.durationMs) ?? 0))),
    endTime,
    statusCode: failed ? 2 : 0,
    statusMessage: failed
      ? end
        ? (textOf(end.event.error) ?? 'The run failed')
        : STALE
      : undefined,
    prompt: textOf(input?.prompt),
    systemPrompt: textOf(input?.systemPrompt),
    response: answerOf(output),
    framework: 'openclaw',
    attributes: hooks[0]?.context,
  }
}

/** What is asked is answered in turn. */
function mapSteps(hooks: readonly Hook[], ids: Ids): StepPart[] {
  const steps: StepPart[] = []
  const open: StepPart[] = []
  const begin = ({ time, event }: Hook): StepPart => {
    const step: StepPart = {
      kind: 'step',
      ...ids,
      spanId: `step-${steps.length}`,
      startTime: time,
      prompt: textOf(event.prompt),
      modelRequested: textOf(event.model),
      provider: textOf(event.provider),
      statusCode: 0,
    }
    steps.push(step)
    return step
  }

  for (const hook of hooks) {
    if (hook.name === 'llm_input') open.push(begin(hook))
    if (hook.name !== 'llm_output') continue
    const { event, time } = hook
    const usage = objectOf(event.usage)
    const step = open.shift() ?? begin({ ...hook, event: {} })
    Object.assign(step, {
      endTime: time,
      response: answerOf(event),
      modelUsed: textOf(event.model) ?? step.modelRequested,
      promptUncachedTokens: usage && (countOf(usage.input) ?? 0) + (countOf(usage.cacheWrite) ?? 0),
      promptCachedTokens: countOf(usage?.cacheRead),
      completionTokens: countOf(usage?.output),
    })
  }
  return steps
}

/** An end belongs to the begin with its id; without one to the oldest of its tool that has none either. */
function mapToolCalls(hooks: readonly Hook[], ids: Ids): ToolCallPart[] {
  const calls: ToolCallPart[] = []
  const open: ToolCallPart[] = []
  const named = new Set<ToolCallPart>()
  const begin = ({ time, event }: Hook): ToolCallPart => {
    const call: ToolCallPart = {
      kind: 'tool_call',
      ...ids,
      spanId: idOf(event.toolCallId) ?? `tool-${calls.length}`,
      startTime: time,
      toolName: textOf(event.toolName)?.slice(0, 255) ?? 'unknown',
      args: jsonTextOf(event.params),
      statusCode: 0,
    }
    calls.push(call)
    if (idOf(event.toolCallId) !== undefined) named.add(call)
    return call
  }
  const take = ({ event }: Hook) => {
    const id = idOf(event.toolCallId)
    const isSame = (call: ToolCallPart) =>
      id === undefined ? call.toolName === event.toolName && !named.has(call) : call.spanId === id
    const index = open.findIndex(isSame)
    return index < 0 ? undefined : open.splice(index, 1)[0]
  }

  for (const hook of hooks) {
    if (hook.name === 'before_tool_call') open.push(begin(hook))
    if (hook.name !== 'after_tool_call') continue
    const { event, time } = hook
    const call = take(hook) ?? begin(sinceBegin(hook))
    const error = textOf(event.error)
    Object.assign(call, {
      endTime: time,
      result: jsonTextOf(event.result),
      statusCode: error === undefined ? 0 : 2,
      statusMessage: error,
    })
  }
  return calls
}

function sinceBegin(hook: Hook): Hook {
  return { ...hook, time: Math.max(0, hook.time - (numberOf(hook.event.durationMs) ?? 0)) }
}

const KNOWN = new Set(
  'llm_input llm_output before_tool_call after_tool_call agent_end before_prompt_build'.split(' '),
)

function mapOthers(hooks: readonly Hook[], ids: Ids): SpanPart[] {
  return hooks.flatMap(({ name, time, event }, index): SpanPart[] =>
    KNOWN.has(name)
      ? []
      : [
          {
            kind: 'event',
            ...ids,
            spanId: `hook-${index}`,
            type: name,
            startTime: time,
            endTime: time,
            data: event,
          },
        ],
  )
}

function answerOf(output: Fields | undefined): string | undefined {
  const texts = listOf(output?.assistantTexts).filter((text) => typeof text === 'string')
  return texts.length > 0 ? texts.join('\n') : undefined
}
