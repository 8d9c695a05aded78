import type { RunDetail } from '../agent-types.ts'
import { LongText } from '../ui/LongText.tsx'

/** What else came with the run. */
export function RunBackground({ run }: { run: RunDetail }) {
  const metadata = Object.entries(run.metadata)
  const hasMore = run.system_prompt || run.full_input || run.full_output || run.attributes
  return (
    <div class="run-background">
      <section class="card run-part">
        <h2>Metadata</h2>
        <dl class="run-metadata">
          {metadata.map(([name, value]) => (
            <div key={name}>
              <dt class="captured">{name}</dt>
              <dd class="captured">{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
            </div>
          ))}
          <div>
            <dt>Came by</dt>
            <dd>{run.framework}</dd>
          </div>
          <div>
            <dt>Person present</dt>
            <dd>{run.conversational ? 'yes' : 'no'}</dd>
          </div>
          <div>
            <dt>Began</dt>
            <dd>
              <code>{run.start_time}</code>
            </dd>
          </div>
        </dl>
      </section>
      {hasMore && (
        <details class="card run-part">
          <summary>
            <h2>System prompt, whole input and output</h2>
          </summary>
          <LongText title="System prompt" text={run.system_prompt} />
          <LongText title="Whole input" text={run.full_input} isCode />
          <LongText title="Whole output" text={run.full_output} isCode />
          <LongText
            title="Attributes"
            text={run.attributes && JSON.stringify(run.attributes)}
            isCode
          />
        </details>
      )}
    </div>
  )
}
