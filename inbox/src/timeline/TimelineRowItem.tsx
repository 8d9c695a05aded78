import { Icon } from '../ui/Icon.tsx'
import { memo } from '../ui/memo.ts'
import { formatOffset } from './format-offset.ts'
import { RowDetails } from './RowDetails.tsx'
import type { TimelineRow } from './timeline-row.ts'

interface Props {
  row: TimelineRow
  /** Epoch milliseconds from which times are counted. */
  countedFrom: number
  isOpen: boolean
  /** The run of an agent's row. */
  runHref: string | undefined
  /** The replay stands here. */
  isCurrent: boolean
  /** Stable, so that the row is not drawn again without need. */
  onChoose: (row: TimelineRow) => void
}

const absolute = new Intl.DateTimeFormat(undefined, {
  dateStyle: 'medium',
  timeStyle: 'medium',
})

export const TimelineRowItem = memo(function TimelineRowItem(props: Props) {
  const { row, countedFrom, isOpen, runHref, isCurrent, onChoose } = props
  const { event, entryId } = row
  const time = (
    <time
      class="row-time"
      dateTime={new Date(event.time).toISOString()}
      title={absolute.format(event.time)}
    >
      {formatOffset(event.time - countedFrom)}
    </time>
  )

  if (event.type === 'loss') {
    return (
      <li class="timeline-item" data-entry={entryId}>
        <div class="timeline-gap" data-current={isCurrent || undefined}>
          {time}
          <Icon name="loss" />
          <span>{row.title}</span>
        </div>
      </li>
    )
  }

  return (
    <li class="timeline-item" data-entry={entryId} data-open={isOpen || undefined}>
      <button
        type="button"
        class="timeline-row"
        data-problem={row.isProblem || undefined}
        data-current={isCurrent || undefined}
        aria-current={isCurrent ? 'time' : undefined}
        aria-expanded={isOpen}
        onClick={() => onChoose(row)}
      >
        {time}
        <span class="row-lane" data-lane={row.lane}>
          <Icon name={row.icon ?? row.lane} />
          <span class="visually-hidden">{event.type}</span>
        </span>
        <span class="row-title one-line">{row.title}</span>
        <span class="row-note one-line">{row.note}</span>
      </button>
      {runHref !== undefined && (
        <a class="button quiet only-icon row-run" href={runHref} title="Open the run">
          <Icon name="chevron" />
          <span class="visually-hidden">Open the run of {row.title}</span>
        </a>
      )}
      {isOpen && <RowDetails row={row} />}
    </li>
  )
})
