import type { RefObject } from 'preact'
import { useCallback, useEffect, useMemo, useRef } from 'preact/hooks'

import { scrollInside } from '../../timeline/scroll-to-row.ts'
import { navigate } from '../../routes.ts'
import { useRowKeys } from '../../timeline/use-row-keys.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useWide } from '../../ui/use-wide.ts'
import { runHref } from '../agents-href.ts'
import type { RunDetail } from '../agent-types.ts'
import { formatPlural } from '../ui/format.ts'
import { formatTick } from './format-tick.ts'
import { firstOfInterest, toSpans, type RunSpan } from './run-spans.ts'
import { SpanDetails } from './SpanDetails.tsx'
import { SpanRow } from './SpanRow.tsx'
import { timeAxis, type TimeAxis } from './time-axis.ts'
import './waterfall.css'

/** From this width on the details stand beside the bars, and not below the one that was chosen. */
const WIDE = '(width >= 1000px)'
/** The share of the narrowest axis that a character takes. */
const CHARACTER = 0.027

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
  const mayMovePage = useRef(false)
  useInSight(list, { id: shown?.id, mayMovePage })

  const hrefOf = (span: RunSpan | undefined) =>
    runHref(query, { runId: run.run_id, source: run.source, ...(span && { span: span.id }) })
  const choose = useRef<(span: RunSpan) => void>(() => undefined)
  choose.current = (span) => {
    const isOpen = span.id === shown?.id && !isWide
    navigate(hrefOf(isOpen ? undefined : span), { replace: true })
  }
  const onChoose = useCallback((span: RunSpan) => choose.current(span), [])

  const failed = spans.filter(({ status, kind }) => kind !== 'run' && status === 'error')
  const chooseFailed = () => {
    const next = failed[failed.findIndex(({ id }) => id === chosenId) + 1] ?? failed[0]
    mayMovePage.current = true
    if (next) navigate(hrefOf(next), { replace: true })
  }
  return (
    <section class="waterfall card" aria-label="What the agent did">
      <header>
        <h2>What the agent did</h2>
        {failed.length > 0 && (
          <button type="button" class="button quiet waterfall-failed" onClick={chooseFailed}>
            <Icon name="error" />
            {formatPlural(failed.length, 'part')} failed
            <span class="visually-hidden">: show the next</span>
          </button>
        )}
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
                  onChoose={onChoose}
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

/** What is chosen stays in sight, however long the list is; the page moves only for who asked. */
function useInSight(
  list: RefObject<HTMLElement | null>,
  { id, mayMovePage }: { id: string | undefined; mayMovePage: RefObject<boolean> },
) {
  useEffect(() => {
    const box = list.current?.parentElement
    const row = list.current?.querySelector<HTMLElement>('.span-row[data-chosen]')
    if (box && row) scrollInside(box, row)
    if (mayMovePage.current) row?.scrollIntoView({ block: 'nearest' })
    mayMovePage.current = false
  }, [list, id, mayMovePage])
}

function Ticks({ axis: { ticks, length } }: { axis: TimeAxis }) {
  return (
    <div class="ticks" aria-hidden="true">
      <div class="tick-track">
        {ticks
          .filter((tick) => tick / length + formatTick(tick).length * CHARACTER < 1)
          .map((tick) => (
            <span key={tick} style={{ insetInlineStart: `${(tick / length) * 100}%` }}>
              {formatTick(tick)}
            </span>
          ))}
      </div>
    </div>
  )
}
