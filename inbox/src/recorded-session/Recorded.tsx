import { useEffect, useMemo, useRef, useState } from 'preact/hooks'

import type { Session, SessionEntries } from '../api-types.ts'
import { readPageFacts } from '../page-facts.ts'
import { createPlayer } from '../replay/create-player.ts'
import { hrefTo } from '../routes.ts'
import { latestEnvironment } from '../timeline/latest-environment.ts'
import { Timeline } from '../timeline/Timeline.tsx'
import { toRows } from '../timeline/timeline-row.ts'
import { useSessionRuns } from '../session-runs/use-session-runs.ts'
import { mergeRows } from '../session-runs/merge-rows.ts'
import { SessionSummary } from './SessionSummary.tsx'

const HOUR = 60 * 60_000
const WORDS = {
  empty: 'Nothing of this session is kept.',
  removed: 'Older entries of this session have been removed by age.',
}

interface Props {
  session: Session & SessionEntries
  query: URLSearchParams
  /** Milliseconds until the next look for runs of agents. */
  nextAfter: () => number | undefined
}

export function Recorded({ session, query, nextAfter }: Props) {
  const { sessionId, reports, entries, removedUntil } = session
  // The timeline tells a replay where to go; here there is none to hear it.
  const [player] = useState(createPlayer)
  const { live, runs } = useSessionRuns({ sessionId, nextAfter })
  const pageRows = useMemo(() => toRows(entries), [entries])
  const rows = useMemo(() => mergeRows(pageRows, runs?.rows ?? []), [pageRows, runs])
  const facts = useMemo(() => readPageFacts(null, latestEnvironment(pageRows)), [pageRows])
  const startedAt = rows[0]?.event.time ?? 0
  const isLong = (rows.at(-1)?.event.time ?? 0) - startedAt >= HOUR
  const entryId = query.get('entry')
  const isThere = entryId === null || rows.some((row) => row.entryId === entryId)
  const main = useRef<HTMLElement>(null)

  // Who came by keyboard goes on from the marked entry and not from the top of the page.
  useEffect(() => {
    if (entryId === null || document.activeElement !== document.body) return
    main.current
      ?.querySelector<HTMLElement>(`[data-entry="${CSS.escape(entryId)}"] .timeline-row`)
      ?.focus({ preventScroll: true })
    // Only on the way in.
  }, [])

  return (
    <main ref={main} class="recorded-session">
      <SessionSummary
        sessionId={sessionId}
        rows={rows}
        runs={runs}
        facts={facts}
        reports={reports}
        query={query}
        backHref={hrefTo({ page: 'search' }, query, {
          entry: undefined,
          kinds: undefined,
          grep: undefined,
        })}
      />
      {live.status === 'failed' && (
        <p class="card entry-missing" role="status">
          What agents did in this session could not be loaded.
        </p>
      )}
      {!isThere && live.status !== 'loading' && (
        <p class="card entry-missing" role="status">
          The entry that this address names is not in this session. It may have been removed by age.
        </p>
      )}
      <div class="session-timeline" data-long={isLong || undefined}>
        <Timeline
          rows={rows}
          countedFrom={startedAt}
          removedUntil={removedUntil}
          words={WORDS}
          player={player}
          query={query}
          hrefWith={(changes) => hrefTo({ page: 'session', sessionId }, query, changes)}
        />
      </div>
    </main>
  )
}
