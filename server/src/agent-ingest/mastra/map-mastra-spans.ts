import type { RunPart, SpanPart, StepPart } from '../../storage/traces/span-parts.ts'
import { agentOf, readIdentity, runIdOf } from '../identity.ts'
import { invalid, ID_COMPLAINT } from '../invalid.ts'
import { contentText, readConversation } from '../message-text.ts'
import {
  countOf,
  definedFields,
  idOf,
  jsonTextOf,
  objectOf,
  textOf,
  type Fields,
} from '../read-values.ts'
import { readSpans, type MastraSpan } from './read-spans.ts'

interface Ids {
  runId: string
  sessionId: string | undefined
}

export function mapMastraSpans(body: Fields): SpanPart[] {
  const runId = runIdOf(body.metadata, { runId: body.runId }) ?? idOf(body.traceId)
  if (runId === undefined) throw invalid('runId', ID_COMPLAINT)
  const spans = readSpans(body.spans)
  const root = spans.find(({ isRoot }) => isRoot)
  const identity = readIdentity({ ...root?.metadata, ...objectOf(body.metadata) })
  const ids = { runId, sessionId: identity.sessionId }

  const byId = new Map(spans.map((span) => [span.id, span]))
  // A generation that tells of its requests one by one is not a request itself.
  const generations = new Set(
    spans.filter(({ type }) => type === 'model_step').map(({ parentId }) => parentId),
  )
  const parts = spans.flatMap((span): SpanPart[] => {
    const parent = byId.get(span.parentId ?? '')
    if (span === root || span.type === 'model_chunk') return []
    const common = commonOf(span, ids, parent === root ? undefined : span.parentId)
    switch (span.type) {
      case 'model_step':
        return [mapStep(span, common, parent?.attributes)]
      case 'model_generation':
      case 'llm_generation':
        return [generations.has(span.id) ? mapEvent(span, common) : mapStep(span, common)]
      case 'tool_call':
      case 'mcp_tool_call':
        return [mapToolCall(span, common)]
      default:
        return [mapEvent(span, common)]
    }
  })
  if (!root) return parts
  const agent = identity.agent ?? agentOf(root.attributes.agentId)
  return [{ ...mapRun(root), ...identity, runId, agent }, ...parts]
}

type Common = ReturnType<typeof commonOf>

function commonOf(span: MastraSpan, ids: Ids, parentSpanId: string | undefined) {
  return {
    ...ids,
    spanId: span.id,
    parentSpanId,
    startTime: span.startTime,
    endTime: span.endTime,
    ...statusOf(span),
    attributes: definedFields(span.attributes),
  }
}

function mapRun(root: MastraSpan): Omit<RunPart, 'runId'> {
  const { startTime, endTime, input, output, attributes } = root
  const said = readConversation(objectOf(input)?.messages ?? input)
  return {
    kind: 'run',
    startTime,
    endTime: endTime ?? null,
    ...statusOf(root),
    prompt: said.user ?? jsonTextOf(input),
    systemPrompt: said.system ?? textOf(attributes.instructions),
    response: answerOf(output),
    fullInput: said.user === undefined ? undefined : jsonTextOf(input),
    attributes: definedFields(attributes),
    framework: 'mastra',
  }
}

function mapStep(span: MastraSpan, common: Common, around: Fields = {}): StepPart {
  const attributes = { ...around, ...definedFields(span.attributes) }
  const usage = objectOf(span.attributes.usage)
  const details = objectOf(usage?.inputDetails)
  const total = countOf(usage?.inputTokens) ?? countOf(usage?.promptTokens)
  const cached =
    countOf(usage?.cachedInputTokens) ??
    countOf(details?.cacheRead) ??
    countOf(usage?.promptCacheHitTokens)
  return {
    kind: 'step',
    ...common,
    prompt: jsonTextOf(span.input),
    response: answerOf(span.output),
    modelRequested: textOf(attributes.model),
    modelUsed: textOf(attributes.responseModel) ?? textOf(attributes.model),
    provider: textOf(attributes.provider),
    finishReason: textOf(attributes.finishReason),
    promptUncachedTokens: total === undefined ? undefined : Math.max(0, total - (cached ?? 0)),
    promptCachedTokens: cached,
    completionTokens: countOf(usage?.outputTokens) ?? countOf(usage?.completionTokens),
  }
}

function mapToolCall(span: MastraSpan, common: Common): SpanPart {
  const { attributes, name, input, output } = span
  return {
    kind: 'tool_call',
    ...common,
    toolName: (textOf(attributes.toolId) ?? textOf(attributes.toolName) ?? name).slice(0, 255),
    integrationId: textOf(attributes.mcpServer),
    args: jsonTextOf(input),
    result: jsonTextOf(output),
  }
}

function mapEvent(span: MastraSpan, { attributes, ...common }: Common): SpanPart {
  const { type, name, input, output } = span
  return {
    kind: 'event',
    ...common,
    type,
    data: definedFields({ name, input, output, attributes }),
  }
}

function statusOf({ error }: MastraSpan): Pick<RunPart, 'statusCode' | 'statusMessage'> {
  return error === undefined ? { statusCode: 0 } : { statusCode: 2, statusMessage: error }
}

/** The words of an output; without any, all of it as JSON. */
function answerOf(output: unknown): string | undefined {
  return contentText(objectOf(output)?.text) ?? contentText(output) ?? jsonTextOf(output)
}
