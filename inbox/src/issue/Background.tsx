import type { IssueDetail, SessionEntry } from '../api-types.ts'
import type { PageFacts } from '../page-facts.ts'
import type { TimelineRow } from '../timeline/timeline-row.ts'
import { CopyButton } from '../ui/CopyButton.tsx'
import { Environment } from './Environment.tsx'
import { RawEntries } from './RawEntries.tsx'
import { Vitals } from './Vitals.tsx'

interface Props {
  issue: IssueDetail
  facts: PageFacts
  entries: SessionEntry[]
  rows: TimelineRow[]
  /** The address of an entry in the timeline of this issue. */
  hrefOf: (entryId: string) => string
}

/** What stands below the timeline: how to get there again, and all that is known besides. */
export function Background({ issue, facts, entries, rows, hrefOf }: Props) {
  return (
    <div class="background">
      <div class="background-column">
        <Steps steps={issue.analysis?.steps ?? []} />
        <Vitals rows={rows} hrefOf={hrefOf} />
      </div>
      <Environment issue={issue} facts={facts} />
      <RawEntries entries={entries} />
    </div>
  )
}

function Steps({ steps }: { steps: string[] }) {
  if (steps.length === 0) return null
  return (
    <section class="card background-part">
      <h2>
        Steps to reproduce
        <CopyButton
          compact
          text={steps.map((step, index) => `${index + 1}. ${step}`).join('\n')}
          label="Copy steps"
        />
      </h2>
      <ol class="steps">
        {steps.map((step, index) => (
          <li key={index} class="captured">
            {step}
          </li>
        ))}
      </ol>
    </section>
  )
}
