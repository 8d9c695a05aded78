import { Icon } from '../ui/Icon.tsx'
import type { AgentRow } from './agent-rows.ts'
import { sumUpRuns } from './sum-up-runs.ts'

interface Props {
  rows: readonly AgentRow[]
  /** The address of an entry in the timeline. */
  hrefOf: (entryId: string) => string
}

/** Says that agents ran in a session, and leads to what failed of it. */
export function RunsNote({ rows, hrefOf }: Props) {
  const summary = sumUpRuns(rows)
  if (!summary) return null
  return (
    <p class="runs-note">
      <a
        class="evidence-link"
        href={hrefOf(summary.entryId)}
        data-failed={summary.why !== undefined || undefined}
        title={summary.why}
      >
        <Icon name="agent" />
        <span class="one-line">
          {summary.said}
          {summary.why !== undefined && `: ${summary.why}`}
        </span>
      </a>
    </p>
  )
}
