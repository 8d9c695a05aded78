import { useMemo, useRef } from 'preact/hooks'

import { navigate } from '../../routes.ts'
import { useRowKeys } from '../../timeline/use-row-keys.ts'
import { useWide } from '../../ui/use-wide.ts'
import { runHref } from '../agents-href.ts'
import type { RunDetail } from '../agent-types.ts'
import { formatLasting, formatPlural } from '../ui/format.ts'
import { firstOfInterest, toSpans, type RunSpan } from './run-spans.ts'
import { SpanDetails } from './SpanDetails.tsx'
import { SpanRow } from './SpanRow.tsx'
import { timeAxis, type TimeAxis } from './time-axis.ts'
import './waterfall.css'

/** From this width on the details stand beside the bars, and not below the one that was chosen. */
const WIDE = '(width >= 1000px)'
/** Further right there is no room for the words. */
const LAST_TICK = 0.94

/** Everything the agent did, on one axis of time; what is chosen shows its details. */
export function Waterfall({ run, query }: { run: RunDetail; query: URLSearchParams }) {
  const list = useRef<HTMLOListElement>(null)
  const isWide = useWide(WIDE)
  const spans = useMemo(() => toSpans(run), [run])
  const axis = useMemo(() => timeAxis(spans, Date.now()), [spans])
  const chosenId = query.get('span')
  const chosen = spans.find(({ id }) => id === chosenId)
  const shown = chosen ?? (isWide ? firstOfInterest(spans) : undefined)
  useRowKeys(list, '.span-row')

  const choose = (span: RunSpan) => {
    const isOpen = span.id === shown?.id && !isWide
    const to = { runId: run.run_id, source: run.source, ...(!isOpen && { span: span.id }) }
    navigate(runHref(query, to), { replace: true })
  }

  const failed = spans.filter(({ status, kind }) => kind !== 'run' && status === 'error').length
  return (
    <section class="waterfall card" aria-label="What the agent did">
      <header>
        <h2>What the agent did</h2>
        {failed > 0 && <p class="waterfall-failed">{formatPlural(failed, 'part')} failed</p>}
      </header>
      <div class="waterfall-body" data-wide={isWide || undefined}>
        <div class="waterfall-spans">
          <Ticks axis={axis} />
          <ol ref={list}>
            {spans.map((span) => (
              <li key={span.id} class="span-item">
                <SpanRow
                  span={span}
                  axis={axis}
                  isChosen={span.id === shown?.id}
                  isWide={isWide}
                  onChoose={choose}
                />
                {!isWide && span.id === shown?.id && <SpanDetails span={span} axis={axis} />}
              </li>
            ))}
          </ol>
          {spans.length === 1 && (
            <p class="list-note secondary">No steps and no tool calls came with this run.</p>
          )}
        </div>
        {isWide && shown && (
          <aside aria-label={`Details of ${shown.name}`}>
            <SpanDetails key={shown.id} span={shown} axis={axis} />
          </aside>
        )}
      </div>
    </section>
  )
}

function Ticks({ axis: { ticks, length } }: { axis: TimeAxis }) {
  return (
    <div class="ticks" aria-hidden="true">
      <div class="tick-track">
        {ticks
          .filter((tick) => tick / length < LAST_TICK)
          .map((tick) => (
            <span key={tick} style={{ insetInlineStart: `${(tick / length) * 100}%` }}>
              {tick === 0 ? '0' : formatLasting(tick)}
            </span>
          ))}
      </div>
    </div>
  )
}
