import { Icon } from '../../ui/Icon.tsx'
import { memo } from '../../ui/memo.ts'
import { formatLasting } from '../ui/format.ts'
import type { RunSpan } from './run-spans.ts'
import { placeOn, type TimeAxis } from './time-axis.ts'

interface Props {
  span: RunSpan
  axis: TimeAxis
  isChosen: boolean
  /** The details stand beside the list. */
  isWide: boolean
  /** Stable, so that ten thousand rows are not drawn again for one. */
  onChoose: (span: RunSpan) => void
}

const ICONS = { run: 'agent', step: 'step', tool: 'tool' } as const
const KINDS = { run: 'Run', step: 'Step', tool: 'Tool call' }

/** Right of here the duration stands before the bar's end, where there is room. */
const LATE = 80

export const SpanRow = memo(function SpanRow(props: Props) {
  const { span, axis, isChosen, isWide, onChoose } = props
  const { left, width } = placeOn(axis, span)
  const lasted = span.end === undefined ? 'running' : formatLasting(span.end - span.start)
  const isLate = left + width > LATE

  return (
    <button
      type="button"
      class="span-row"
      data-kind={span.kind}
      data-depth={span.depth}
      data-failed={span.status === 'error' || undefined}
      data-chosen={isChosen || undefined}
      aria-expanded={isWide ? undefined : isChosen}
      aria-pressed={isWide ? isChosen : undefined}
      onClick={() => onChoose(span)}
    >
      <span class="span-name">
        <Icon name={span.status === 'error' ? 'error' : ICONS[span.kind]} />
        <span class="visually-hidden">
          {KINDS[span.kind]}
          {span.status === 'error' && ', failed'}:
        </span>
        <span class="one-line" title={span.name}>
          {span.name}
        </span>
      </span>
      <span class="span-track">
        <span
          class="span-bar"
          data-open={span.end === undefined || undefined}
          style={{ insetInlineStart: `${left}%`, inlineSize: `${width}%` }}
        />
        <span
          class="span-lasted"
          style={
            isLate ? { insetInlineEnd: `${100 - left}%` } : { insetInlineStart: `${left + width}%` }
          }
        >
          {lasted}
        </span>
      </span>
    </button>
  )
})
