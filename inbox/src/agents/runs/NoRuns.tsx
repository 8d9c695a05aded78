import { BASE_PATH } from '../../base-path.ts'
import { Snippet } from '../../install/Snippet.tsx'
import type { Source } from '../agent-types.ts'
import { formatPlural } from '../ui/format.ts'
import { agentCode, CREATE_KEY } from './agent-snippet.ts'
import { isFiltered, NARROWED_BY, type RunFilter } from './run-filter.ts'
import { runsHref } from './runs-href.ts'

interface Props {
  query: URLSearchParams
  filter: RunFilter
  ever: { [source in Source]: number } | undefined
}

/** Why the list is empty, and the one next step. */
export function NoRuns({ query, filter, ever }: Props) {
  if (isFiltered(filter)) {
    const everything = runsHref(query, {
      status: undefined,
      ...Object.fromEntries(NARROWED_BY.map((name) => [name, undefined])),
    })
    return (
      <div class="list-note">
        <p>No run matches.</p>
        <a href={everything}>Show all runs</a>
      </div>
    )
  }
  if (!ever || ever.dev + ever.prod === 0) return <FirstRun />

  const { source } = filter
  const other = source === 'dev' ? 'prod' : 'dev'
  const names = { dev: 'in development', prod: 'in production' }
  return (
    <div class="list-note">
      <p>No agent ran {names[source]} in this time.</p>
      {ever[source] > 0 && (
        <p class="secondary">
          {formatPlural(ever[source], 'run')} {ever[source] === 1 ? 'is' : 'are'} older: look at a
          longer time.
        </p>
      )}
      {ever[other] > 0 && (
        <a href={runsHref(query, { source: other === 'dev' ? 'dev' : undefined })}>
          {formatPlural(ever[other], 'run')} {names[other]}
        </a>
      )}
    </div>
  )
}

function FirstRun() {
  return (
    <div class="first-run">
      <h2>Runs of your agents will be here</h2>
      <p>
        Say where an agent begins, which models and tools it uses, and what it answers. A run with
        the session id of a page stands in that session’s timeline, beside the clicks and requests.
      </p>
      <Snippet title="A key to send runs with: on the collector’s machine" code={CREATE_KEY} />
      <Snippet
        title="With npm: npm install casefile"
        code={agentCode(location.origin + BASE_PATH)}
      />
      <p class="arrival" role="status">
        <span class="waiting" aria-hidden="true" />
        Waiting for the first run. This notices by itself.
      </p>
    </div>
  )
}
