import { reportMoment } from 'casefile/protocol'

import { getMarkdown } from '../api.ts'
import type { IssueDetail } from '../api-types.ts'
import type { PageFacts } from '../page-facts.ts'
import { formatOffset } from '../timeline/format-offset.ts'
import type { AgentRow } from '../session-runs/agent-rows.ts'
import { runEntryId } from '../session-runs/entry-ids.ts'
import { RunsNote } from '../session-runs/RunsNote.tsx'
import { CopyButton } from '../ui/CopyButton.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Priority } from '../ui/Priority.tsx'
import { TallText } from '../ui/TallText.tsx'
import { Reasons } from './Reasons.tsx'
import { Reported } from './Reported.tsx'
import { strongestEvidence } from './strongest-evidence.ts'
import { WhoAndWhere } from './WhoAndWhere.tsx'

interface Props {
  issue: IssueDetail
  facts: PageFacts
  /** What agents did before the report. */
  agentRows: readonly AgentRow[]
  /** The address of an entry in the timeline of this issue. */
  hrefOf: (entryId: string) => string
  backHref: string
}

/** What a person must know before anything else. */
export function IssueSummary({ issue, facts, agentRows, hrefOf, backHref }: Props) {
  const { analysis } = issue
  const reportedAt = reportMoment({
    createdAt: Date.parse(issue.createdAt),
    metadata: issue.metadata,
  })

  return (
    <header class="issue-summary">
      <div class="issue-bar">
        <a class="button quiet only-icon issue-back" href={backHref} title="All issues">
          <Icon name="back" />
          <span class="visually-hidden">All issues</span>
        </a>
        <Reasons
          label={`Priority ${issue.priority ?? 'not known yet'}`}
          title="Why this priority"
          reasons={analysis?.priorityReasons ?? []}
        >
          <Priority priority={issue.priority} />
        </Reasons>
        {issue.impact_score !== null && (
          <Reasons
            label={`Impact ${issue.impact_score}/100`}
            title="Why this impact"
            reasons={analysis?.impactReasons ?? []}
          >
            <span class="impact">
              Impact <strong>{issue.impact_score}</strong>
              <span class="secondary">/100</span>
            </span>
          </Reasons>
        )}
        <span class="issue-id secondary">
          <code class="one-line" title={issue.issueId}>
            {issue.issueId.slice(0, 8)}
          </code>
          <CopyButton compact text={issue.issueId} label="Copy issue id" />
        </span>
        <CopyButton text={() => getMarkdown(issue.issueId)} label="Copy as Markdown" />
      </div>
      <Explanation issue={issue} />
      <Reported description={issue.userDescription} />
      <WhoAndWhere issue={issue} facts={facts} />
      <RunsNote rows={agentRows} hrefOf={hrefOf} />
      {analysis && analysis.evidence.length > 0 && (
        <nav class="evidence" aria-label="Strongest evidence">
          <ol>
            {strongestEvidence(analysis).map(({ entryId, runId, title, time }) => (
              <li key={entryId}>
                <a
                  class="evidence-link"
                  href={hrefOf(runId === undefined ? entryId : failedPart(runId, agentRows))}
                  title={title}
                >
                  <span class="row-time">{formatOffset(Date.parse(time) - reportedAt)}</span>
                  <span class="one-line">{title}</span>
                </a>
              </li>
            ))}
          </ol>
        </nav>
      )}
    </header>
  )
}

/** Where the timeline shows what failed of a run; its begin, while that is not there. */
function failedPart(runId: string, rows: readonly AgentRow[]): string {
  const failed = rows.find(({ event, isProblem }) => isProblem && event.runId === runId)
  return failed?.entryId ?? runEntryId(runId)
}

function Explanation({ issue }: { issue: IssueDetail }) {
  const summary = issue.analysis?.summary ?? issue.ai_summary
  const cause = issue.analysis?.probableCause ?? issue.root_cause

  if (issue.analysis_status === 'pending' && !summary) {
    return (
      <h1 class="issue-sentence secondary">
        What happened is being worked out. This page will say so by itself.
      </h1>
    )
  }
  return (
    <>
      <TallText as="h1" class="issue-sentence captured">
        {summary ?? 'What happened could not be worked out. Everything recorded is below.'}
      </TallText>
      {cause && (
        <TallText as="p" class="issue-cause captured">
          <strong>Probable cause</strong> {cause}
        </TallText>
      )}
    </>
  )
}
