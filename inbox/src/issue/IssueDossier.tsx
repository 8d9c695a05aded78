import { reportMoment } from 'casefile/protocol'
import { useMemo, useState } from 'preact/hooks'

import { getEntries } from '../api.ts'
import type { IssueDetail, SessionEntries, SessionEntry } from '../api-types.ts'
import { useLive } from '../live.ts'
import { readPageFacts } from '../page-facts.ts'
import { createPlayer } from '../replay/create-player.ts'
import { Replay } from '../replay/Replay.tsx'
import { useRecording } from '../replay/use-recording.ts'
import { hrefTo } from '../routes.ts'
import { latestEnvironment } from '../timeline/latest-environment.ts'
import { Timeline } from '../timeline/Timeline.tsx'
import { toRows } from '../timeline/timeline-row.ts'
import { mergeRows } from '../session-runs/merge-rows.ts'
import { useSessionRuns } from '../session-runs/use-session-runs.ts'
import { Background } from './Background.tsx'
import { IssueSummary } from './IssueSummary.tsx'
import { mergeEntries } from './merge-entries.ts'

/** Entries of other batches may arrive shortly after the report. */
const LATE_WITHIN = 60_000
const LOOK_AGAIN = 3_000
const NO_ENTRIES: SessionEntry[] = []
const WORDS = {
  empty: 'Nothing was recorded before this report. New entries appear here as they arrive.',
  removed:
    'Older entries of this session have been removed by age. What led to the report was kept.',
}
const NOTHING: SessionEntries = { entries: NO_ENTRIES, removedUntil: null }

export function IssueDossier({ issue, query }: { issue: IssueDetail; query: URLSearchParams }) {
  const { issueId, sessionId, createdAt } = issue
  const arrivedAt = Date.parse(createdAt)
  const reportedAt = reportMoment({ createdAt: arrivedAt, metadata: issue.metadata })
  const until = new Date(reportedAt).toISOString()
  const [player] = useState(createPlayer)
  const recording = useRecording(player, issue)
  const [live] = useLive({
    key: `${sessionId} ${until}`,
    load: (signal) => getEntries(sessionId, { until, signal }),
    nextAfter: () => (Date.now() - arrivedAt < LATE_WITHIN ? LOOK_AGAIN : undefined),
  })

  // The issue brings entries of its own; they stand in until all of the session are here.
  const session = live.status === 'ready' ? live.data : NOTHING
  const kept = issue.logs ?? NO_ENTRIES
  const entries = useMemo(() => mergeEntries(session.entries, kept), [session, kept])
  const pageRows = useMemo(() => toRows(entries), [entries])
  const { runs } = useSessionRuns({
    sessionId,
    until: reportedAt,
    nextAfter: () => (Date.now() - reportedAt < LATE_WITHIN ? LOOK_AGAIN : undefined),
  })
  const rows = useMemo(() => mergeRows(pageRows, runs?.rows ?? []), [pageRows, runs])
  const facts = useMemo(
    () => readPageFacts(issue.metadata, latestEnvironment(pageRows)),
    [issue.metadata, pageRows],
  )

  const hrefWith = (changes: { [name: string]: string | undefined }) =>
    hrefTo({ page: 'issue', issueId }, query, changes)
  const hrefOf = (entryId: string) =>
    hrefWith({ entry: entryId, kinds: undefined, grep: undefined })
  const leave = { entry: undefined, kinds: undefined, grep: undefined }

  return (
    <main class="issue">
      <IssueSummary
        issue={issue}
        facts={facts}
        agentRows={runs?.rows ?? []}
        hrefOf={hrefOf}
        backHref={hrefTo({ page: 'issues' }, query, leave)}
      />
      <div class="issue-workbench">
        <Replay
          player={player}
          recording={recording}
          rows={rows}
          reportedAt={reportedAt}
          colorScheme={facts.colorScheme}
        />
        <div class="issue-timeline">
          <Timeline
            rows={rows}
            countedFrom={reportedAt}
            removedUntil={session.removedUntil}
            words={WORDS}
            player={player}
            query={query}
            hrefWith={hrefWith}
          />
        </div>
      </div>
      <Background issue={issue} facts={facts} entries={entries} rows={rows} hrefOf={hrefOf} />
    </main>
  )
}
