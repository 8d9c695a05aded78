import { textOf } from '../read-values.ts'
import type { OtlpSpan } from './otlp-span.ts'

/** `agent_step` is one turn of an agent: a step itself, unless the call of the model is inside it. */
export type SpanKind = 'run' | 'step' | 'agent_step' | 'tool_call' | 'other'

const RUNS = /^ai\.(?:generate|stream)(?:Text|Object)$/
const STEPS =
  /^(?:ai\.(?:generate|stream)(?:Text|Object)\.(?:doGenerate|doStream)|litellm_request)$/
const KIND_OF_INFERENCE: { [kind: string]: SpanKind } = {
  AGENT: 'run',
  LLM: 'step',
  EMBEDDING: 'step',
  TOOL: 'tool_call',
}
const KIND_OF_LANGSMITH: { [kind: string]: SpanKind } = { llm: 'step', tool: 'tool_call' }

/**
 * What a span is, by the names of the Vercel AI SDK, the GenAI conventions of OpenTelemetry, and
 * those of OpenInference, OpenLLMetry and LangSmith.
 */
export function spanKindOf({ name, attributes }: OtlpSpan): SpanKind {
  if (RUNS.test(name)) return 'run'
  if (STEPS.test(name)) return 'step'
  if (name === 'ai.toolCall') return 'tool_call'

  const byOperation = kindOfOperation(
    textOf(attributes['gen_ai.operation.name']),
    textOf(attributes['tcc.span.type']),
  )
  if (byOperation) return byOperation

  const inference = textOf(attributes['openinference.span.kind'])?.toUpperCase() ?? ''
  if (Object.hasOwn(KIND_OF_INFERENCE, inference)) return KIND_OF_INFERENCE[inference] ?? 'other'
  if (attributes['traceloop.span.kind'] === 'tool') return 'tool_call'
  const langsmith = textOf(attributes['langsmith.span.kind'])?.toLowerCase() ?? ''
  if (Object.hasOwn(KIND_OF_LANGSMITH, langsmith)) return KIND_OF_LANGSMITH[langsmith] ?? 'other'
  // A request to a model, by a client that says no more.
  return attributes['gen_ai.request.model'] !== undefined ? 'step' : 'other'
}

function kindOfOperation(operation: string | undefined, type: string | undefined) {
  switch (operation) {
    case 'invoke_agent':
      return 'run'
    case 'embeddings':
      return type === 'embedding' ? 'step' : 'run'
    case 'rerank':
      return type === 'reranking' ? 'step' : 'run'
    case 'agent_step':
      return 'agent_step'
    case 'chat':
    case 'text_completion':
    case 'generate_content':
      return 'step'
    case 'execute_tool':
      return 'tool_call'
    default:
      return undefined
  }
}
