import type { RunDetail } from '../agent-types.ts'
import { firstLine } from '../ui/first-line.ts'
import { LongText } from '../ui/LongText.tsx'
import { RunBackground } from './RunBackground.tsx'
import { RunFeedback } from './RunFeedback.tsx'
import { RunPatterns } from './RunPatterns.tsx'
import { RunSession } from './RunSession.tsx'
import { RunSummary } from './RunSummary.tsx'
import { Waterfall } from './Waterfall.tsx'

interface Props {
  run: RunDetail
  query: URLSearchParams
  projectId: string
}

/** A heading of so many characters is shown whole on any screen. */
const SHORT_TITLE = 80

/** What was asked and answered, what the agent did for it, and what people thought of it. */
export function RunDossier({ run, query, projectId }: Props) {
  return (
    <article class="run-dossier">
      <RunSummary run={run} query={query} />
      <RunSession key={run.session_id} run={run} query={query} projectId={projectId} />
      <div class="run-talk">
        {run.prompt !== null && !isWholeTitle(run.prompt) && (
          <LongText title="Prompt" text={run.prompt} />
        )}
        <LongText
          title="Answer"
          text={run.response}
          missing={run.end_time === null ? 'The run goes on.' : 'The run ended without an answer.'}
        />
      </div>
      <Waterfall run={run} query={query} />
      <div class="run-aside">
        <RunFeedback run={run} />
        <RunPatterns key={run.patterns.join()} run={run} query={query} projectId={projectId} />
      </div>
      <RunBackground run={run} />
    </article>
  )
}

/** The heading says it already. */
function isWholeTitle(prompt: string): boolean {
  return prompt.length <= SHORT_TITLE && firstLine(prompt) === prompt.trim()
}
