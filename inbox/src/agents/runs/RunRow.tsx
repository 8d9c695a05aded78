import { memo } from '../../ui/memo.ts'
import { Time } from '../../ui/Time.tsx'
import type { RunSummary } from '../agent-types.ts'
import { formatCompact, formatCost, formatLasting, formatNumber } from '../ui/format.ts'
import { Status } from '../ui/Status.tsx'
import { Thumb } from '../ui/Thumb.tsx'
import { firstLine } from '../ui/first-line.ts'

/** More would leave no room for the prompt; the run itself shows them all. */
const MOST_PATTERNS = 2

export const RunRow = memo(function RunRow({ run, href }: { run: RunSummary; href: string }) {
  const user = run.external_user_name ?? run.external_user_id
  const said = run.prompt === null ? undefined : firstLine(run.prompt)
  return (
    <li>
      <a class="run-row" href={href} data-failed={run.status === 'error' || undefined}>
        <Status status={run.status} isOpen={run.end_time === null} />
        <span class="run-said">
          <span class="one-line" title={run.prompt ?? undefined}>
            {said || <em class="secondary">no prompt</em>}
          </span>
          {run.status === 'error' && run.status_message && (
            <span class="run-failure one-line" title={run.status_message}>
              {firstLine(run.status_message)}
            </span>
          )}
          {run.patterns.slice(0, MOST_PATTERNS).map((slug) => (
            <span key={slug} class="tag one-line" title={`Shows the pattern ${slug}`}>
              {slug}
            </span>
          ))}
          {run.patterns.length > MOST_PATTERNS && (
            <span class="tag" title={run.patterns.slice(MOST_PATTERNS).join(', ')}>
              +{run.patterns.length - MOST_PATTERNS}
            </span>
          )}
        </span>
        <span class="run-agent one-line" title={run.agent ?? undefined}>
          {run.agent}
        </span>
        <span class="run-user one-line" title={user ?? undefined}>
          {user}
        </span>
        <span
          class="run-parts"
          title={`${run.step_count} steps, ${run.tool_call_count} tool calls`}
        >
          {formatNumber(run.step_count)} · {formatNumber(run.tool_call_count)}
        </span>
        <span class="run-duration">
          {run.duration_ms === null ? '' : formatLasting(run.duration_ms)}
        </span>
        <span class="run-tokens" title={`${formatNumber(run.total_tokens)} tokens`}>
          {run.total_tokens > 0 && formatCompact(run.total_tokens)}
        </span>
        <span class="run-cost">{run.cost !== null && formatCost(run.cost)}</span>
        <span class="run-thumb">
          <Thumb feedback={run.feedback} />
        </span>
        <span class="run-age">
          <Time at={run.start_time} />
        </span>
      </a>
    </li>
  )
})
