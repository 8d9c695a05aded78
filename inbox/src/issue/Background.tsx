import type { Json } from 'casefile/protocol'

import type { IssueDetail, SessionEntry } from '../api-types.ts'
import { readPageFacts } from '../page-facts.ts'
import { CopyButton } from '../ui/CopyButton.tsx'
import { RawEntries } from './RawEntries.tsx'

/** What stands below the timeline: how to get there again, and all that is known besides. */
export function Background({ issue, entries }: { issue: IssueDetail; entries: SessionEntry[] }) {
  return (
    <div class="background">
      <Steps steps={issue.analysis?.steps ?? []} />
      <Environment issue={issue} />
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

function Environment({ issue }: { issue: IssueDetail }) {
  const facts = readPageFacts(issue.metadata)
  const known: [name: string, value: string | undefined, canCopy?: true][] = [
    ['URL', facts.url, true],
    ['Title', facts.title],
    ['Referrer', facts.referrer, true],
    ['User agent', facts.userAgent, true],
    ['Viewport', facts.viewport],
    ['Colour scheme', facts.colorScheme],
    ['Language', facts.language],
    ['Time zone', facts.timeZone],
    ['Release', facts.release],
    ['SDK', facts.sdk],
    ['User id', facts.user?.id, true],
    ['User name', facts.user?.name],
    ['Email', facts.user?.email, true],
    ...facts.context.map(([name, value]): [string, string] => [name, write(value)]),
    ['Reported', issue.createdAt],
    ['Revenue impact', issue.revenue_impact ?? undefined],
    ['Analysis', issue.analysis?.version],
    ['Issue', issue.issueId, true],
    ['Session', issue.sessionId, true],
  ]

  return (
    <section class="card background-part">
      <h2>Environment</h2>
      <dl class="facts">
        {known.map(
          ([name, value, canCopy], index) =>
            value && (
              <div key={index}>
                <dt class="captured">{name}</dt>
                <dd>
                  <span class="captured">{value}</span>
                  {canCopy && <CopyButton compact text={value} label={`Copy ${name}`} />}
                </dd>
              </div>
            ),
        )}
      </dl>
    </section>
  )
}

function write(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
