import { CopyButton } from '../../ui/CopyButton.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { TallText } from '../../ui/TallText.tsx'
import type { Step, ToolCall } from '../agent-types.ts'
import { formatCost, formatLasting, formatNumber } from '../ui/format.ts'
import { LongText } from '../ui/LongText.tsx'
import type { RunSpan } from './run-spans.ts'
import type { TimeAxis } from './time-axis.ts'

type FactLine = [name: string, value: string | undefined | null, copy?: true]

/** All that is known of one line of the waterfall. */
export function SpanDetails({ span, axis }: { span: RunSpan; axis: TimeAxis }) {
  const { name, start, end, status, message } = span
  const facts: FactLine[] = [
    ['Began', `${formatLasting(start - axis.start)} after the start`],
    ['Duration', end === undefined ? 'still running' : formatLasting(end - start)],
    ...(span.kind === 'step' ? stepFacts(span.step) : []),
    ...(span.kind === 'tool' ? callFacts(span.call) : []),
  ]

  return (
    <div class="span-details">
      <h3 class="captured">{name}</h3>
      {status === 'error' && (
        <TallText as="p" class="run-message captured">
          <Icon name="error" /> {message ?? 'It failed without a message.'}
        </TallText>
      )}
      {status === 'ok' && message && <p class="captured">{message}</p>}
      <dl class="span-facts">
        {facts.map(
          ([name, value, copy]) =>
            value && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>
                  <span class="captured">{value}</span>
                  {copy && <CopyButton compact text={value} label={`Copy ${name}`} />}
                </dd>
              </div>
            ),
        )}
      </dl>
      {span.kind === 'step' && <StepTexts step={span.step} />}
      {span.kind === 'tool' && <CallTexts call={span.call} />}
    </div>
  )
}

function StepTexts({ step }: { step: Step }) {
  return (
    <>
      <LongText title="Prompt" text={step.prompt} isCode />
      <LongText title="Answer" text={step.response} isCode />
      {step.tool_definitions && (
        <details>
          <summary>Tools it was offered</summary>
          <LongText title="Tool definitions" text={step.tool_definitions} isCode />
        </details>
      )}
      <Attributes attributes={step.attributes} />
    </>
  )
}

function CallTexts({ call }: { call: ToolCall }) {
  return (
    <>
      <LongText title="Arguments" text={call.args} isCode missing="It came without arguments." />
      <LongText
        title="Result"
        text={call.result}
        isCode
        missing={call.end_time === null ? 'It has not answered yet.' : 'It came without a result.'}
      />
      <Attributes attributes={call.attributes} />
    </>
  )
}

function Attributes({ attributes }: { attributes: Step['attributes'] }) {
  if (!attributes || Object.keys(attributes).length === 0) return null
  return (
    <details>
      <summary>Attributes</summary>
      <LongText title="Attributes" text={JSON.stringify(attributes)} isCode />
    </details>
  )
}

function stepFacts(step: Step): FactLine[] {
  const { model_requested: asked, model_used: used } = step
  const { prompt_uncached_tokens: uncached, prompt_cached_tokens: cached } = step
  const tokens = [
    `${formatNumber(uncached + cached)} in`,
    cached > 0 && `${formatNumber(cached)} of them cached`,
    `${formatNumber(step.completion_tokens)} out`,
  ].filter(Boolean)
  const total = uncached + cached + step.completion_tokens

  return [
    ['Model', used ?? asked, true],
    ['Asked for', asked !== used && used !== null ? asked : undefined],
    ['First token', step.ttft_ms === null ? undefined : `after ${formatLasting(step.ttft_ms)}`],
    ['Tokens', total > 0 ? tokens.join(', ') : undefined],
    ['Cost', step.cost === null ? undefined : formatCost(step.cost)],
    ['Ended by', step.finish_reason],
    ['Step', step.step_id, true],
  ]
}

function callFacts(call: ToolCall): FactLine[] {
  return [
    ['Tool', call.tool_name, true],
    ['Call', call.tool_call_id, true],
  ]
}
