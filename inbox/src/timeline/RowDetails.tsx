import { CopyButton } from '../ui/CopyButton.tsx'
import { agentDetails } from '../session-runs/agent-details.ts'
import { eventDetails } from './event-details.ts'
import { PhaseBar } from './PhaseBar.tsx'
import { StackFrames } from './StackFrames.tsx'
import type { TimelineRow } from './timeline-row.ts'

/** What unfolds under a row: everything that was recorded of the event. */
export function RowDetails({ row: { event, entryId, pageUrl } }: { row: TimelineRow }) {
  const { facts, phases, blocks } =
    event.type === 'agent' ? agentDetails(event) : eventDetails(event)
  return (
    <div class="row-details">
      <dl class="facts">
        {facts.map(({ name, value, copy }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <span class="captured">{value}</span>
              {copy && <CopyButton compact text={value} label={`Copy ${name}`} />}
            </dd>
          </div>
        ))}
        <div>
          <dt>Time</dt>
          <dd>
            <code>{new Date(event.time).toISOString()}</code>
          </dd>
        </div>
        <div>
          <dt>Entry</dt>
          <dd>
            <code class="captured">{entryId}</code>
            <CopyButton compact text={entryId} label="Copy entry id" />
          </dd>
        </div>
      </dl>
      {phases.length > 0 && <PhaseBar phases={phases} />}
      {blocks.map(({ name, text, isStack }, index) => (
        <figure key={index}>
          <figcaption>
            <span class="captured">{name}</span>
            <CopyButton compact text={text} label={`Copy ${name}`} />
          </figcaption>
          {isStack ? (
            <StackFrames stack={text} label={name} pageUrl={pageUrl} />
          ) : (
            <pre class="captured" tabIndex={0} aria-label={name}>
              {text}
            </pre>
          )}
        </figure>
      ))}
    </div>
  )
}
