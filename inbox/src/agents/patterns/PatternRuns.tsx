import { useRef } from 'preact/hooks'

import { TallText } from '../../ui/TallText.tsx'
import { Time } from '../../ui/Time.tsx'
import { useLinkKeys } from '../../ui/use-link-keys.ts'
import { runHref } from '../agents-href.ts'
import type { MatchedRun } from '../run/load-matches.ts'
import { firstLine } from '../ui/first-line.ts'
import { formatPercent } from '../ui/format.ts'
import { Status } from '../ui/Status.tsx'

export function PatternRuns({ runs, query }: { runs: MatchedRun[]; query: URLSearchParams }) {
  const list = useRef<HTMLOListElement>(null)
  useLinkKeys(list)

  if (runs.length === 0) {
    return (
      <div class="card nothing">
        <h2>No run shows it in this time</h2>
        <p>Runs are looked at shortly after they end; it appears here by itself.</p>
      </div>
    )
  }
  return (
    <ol ref={list} class="matched-rows card">
      {runs.map((run) => (
        <li key={run.run_id}>
          <a class="matched-row" href={runHref(query, { runId: run.run_id, source: run.source })}>
            <Status status={run.status} isOpen={run.end_time === null} />
            <span class="one-line" title={run.prompt ?? undefined}>
              {firstLine(run.prompt ?? '') || 'no prompt'}
            </span>
            <span class="secondary" title="How sure the match is">
              {formatPercent(run.confidence)}
            </span>
            <span class="secondary">
              <Time at={run.start_time} />
            </span>
          </a>
          {run.evidence && run.evidence !== run.prompt?.trim() && (
            <TallText as="blockquote" class="captured">
              {run.evidence}
            </TallText>
          )}
        </li>
      ))}
    </ol>
  )
}
