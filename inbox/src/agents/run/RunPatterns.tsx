import { useLive } from '../../live.ts'
import { TallText } from '../../ui/TallText.tsx'
import { agentsHref } from '../agents-href.ts'
import type { RunDetail } from '../agent-types.ts'
import { formatPercent } from '../ui/format.ts'
import { loadMatches } from './load-matches.ts'

interface Props {
  run: RunDetail
  query: URLSearchParams
  projectId: string
}

/** What the run shows, and by which words that was seen. */
export function RunPatterns({ run, query, projectId }: Props) {
  const { patterns, source, run_id: runId } = run
  const [live] = useLive({
    key: `${projectId} ${runId}`,
    load: (signal) => loadMatches(projectId, run, signal),
    nextAfter: () => undefined,
  })

  const matches = live.status === 'ready' ? live.data : []
  return (
    <section class="card run-part">
      <h2>Patterns</h2>
      {patterns.length === 0 && (
        <p class="secondary">
          {run.conversational
            ? 'It shows none.'
            : 'Looked for are only those in runs with a person present: conversational ones.'}
        </p>
      )}
      <ul class="matches">
        {patterns.map((slug) => {
          const match = matches.find((match) => match.slug === slug)
          return (
            <li key={slug}>
              {source === 'prod' ? (
                <a href={agentsHref(query, { part: 'patterns', id: slug })}>
                  {match?.name ?? slug}
                </a>
              ) : (
                slug
              )}
              {match && (
                <span class="secondary" title="How sure the match is">
                  {' '}
                  {formatPercent(match.confidence)}
                </span>
              )}
              {match?.evidence && (
                <TallText as="blockquote" class="captured">
                  {match.evidence}
                </TallText>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
