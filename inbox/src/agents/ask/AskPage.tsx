import { useEffect } from 'preact/hooks'

import type { Project } from '../../api-types.ts'
import { useLive } from '../../live.ts'
import { hrefTo, navigate } from '../../routes.ts'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { askAgents } from '../agent-api.ts'
import { Answer, type Answered } from './Answer.tsx'
import { AskField } from './AskField.tsx'
import './ask.css'

const EXAMPLES = [
  'What are the most common failures this week?',
  'Which tools fail most?',
  'What did runs cost this month?',
  'Which users were frustrated?',
  'What are the slowest runs today?',
] as const

/** A question about runs in plain words. */
export function AskPage({ query, project }: { query: URLSearchParams; project: Project }) {
  const question = query.get('q')?.trim() ?? ''
  const hrefOf = (question: string) =>
    hrefTo({ page: 'agents', part: 'ask' }, query, { q: question })

  useEffect(() => {
    document.title = `${question ? `${question.slice(0, 80)} · ` : ''}Ask · Casefile`
  }, [question])

  return (
    <section class="agents-page">
      <header class="page-head">
        <h1>Ask</h1>
        <p class="secondary">
          About production runs: failures, costs, durations, models, tools, users, feedback.
        </p>
        <AskField key={question} question={question} onAsk={(asked) => navigate(hrefOf(asked))} />
        <nav class="chips" aria-label="Examples">
          {EXAMPLES.map((example) => (
            <a
              key={example}
              class="chip"
              href={hrefOf(example)}
              aria-current={example === question ? 'true' : undefined}
            >
              {example}
            </a>
          ))}
        </nav>
      </header>
      {question !== '' && (
        <Asked key={question} question={question} query={query} project={project} />
      )}
    </section>
  )
}

interface AskedProps {
  question: string
  query: URLSearchParams
  project: Project
}

function Asked({ question, query, project: { projectId } }: AskedProps) {
  const [live, retry] = useLive({
    key: `${projectId} ${question}`,
    load: (signal) =>
      askAgents<Answered>(projectId, 'insight-search', { signal, body: { query: question } }),
    // An answer stays until the next question.
    nextAfter: () => undefined,
  })

  if (live.status === 'loading')
    return <Skeleton widths={[60, 92, 85, 70]} label="Looking for an answer" />
  if (live.status === 'failed')
    return <ErrorNotice title="There was no answer" error={live.error} onRetry={retry} />
  return <Answer answered={live.data} query={query} />
}
