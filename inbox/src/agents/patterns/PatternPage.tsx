import { useEffect } from 'preact/hooks'

import type { Project } from '../../api-types.ts'
import { useLive } from '../../live.ts'
import { hrefTo } from '../../routes.ts'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Pages } from '../../ui/Pages.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { agentsHref } from '../agents-href.ts'
import { readRange, type RangeName } from '../range.ts'
import { formatPercent, formatPlural } from '../ui/format.ts'
import { RangeChoice } from '../ui/RangeChoice.tsx'
import { getPatternRuns, getPatterns, RUNS_PER_PAGE } from './pattern-api.ts'
import { PatternRuns } from './PatternRuns.tsx'
import './patterns.css'

const LOOK_AGAIN = 5_000

interface Props {
  query: URLSearchParams
  project: Project
  slug: string
}

/** A pattern with the runs that show it, and the words it was seen by. */
export function PatternPage({ query, project: { projectId }, slug }: Props) {
  const range = readRange(query)
  const wanted = Number(query.get('page'))
  const page = Number.isInteger(wanted) && wanted > 0 ? wanted : 1
  const [live, retry] = useLive({
    key: JSON.stringify([projectId, slug, range, page]),
    load: (signal) => load(projectId, { slug, range, page }, signal),
    nextAfter: () => LOOK_AGAIN,
  })
  const name = live.status === 'ready' ? live.data.found.pattern.name : undefined

  useEffect(() => {
    document.title = `${name ?? 'Pattern'} · Casefile`
  }, [name])

  if (live.status === 'loading')
    return <Skeleton widths={[30, 80, 92, 85]} label="Loading the pattern" />
  if (live.status === 'failed' && live.error.code === 'not-found')
    return <UnknownPattern query={query} />
  if (live.status === 'failed')
    return (
      <ErrorNotice title="This pattern could not be loaded" error={live.error} onRetry={retry} />
    )

  const { found, about } = live.data
  const hrefWith = (changes: { [name: string]: string | undefined }) =>
    hrefTo({ page: 'agents', part: 'patterns', id: slug }, query, { page: undefined, ...changes })
  return (
    <article class="agents-page">
      <header class="page-top">
        <div class="run-bar">
          <a class="button quiet" href={agentsHref(query, { part: 'patterns' })}>
            <Icon name="back" />
            Patterns
          </a>
          {about && !about.built_in && (
            <a class="button bar-end" href={agentsHref(query, { part: 'pattern-form', id: slug })}>
              Edit
            </a>
          )}
        </div>
        <h1 class="captured">{found.pattern.name}</h1>
        {about && <p class="secondary captured">{about.description}</p>}
        <p>
          {formatPlural(found.total, 'run')}
          {about && `, ${formatPercent(about.rate)} of all runs`}
        </p>
        <RangeChoice chosen={range} hrefOf={(range) => hrefWith({ range })} />
      </header>
      <PatternRuns runs={found.runs} query={query} />
      <Pages
        page={page}
        pages={Math.max(1, Math.ceil(found.total / RUNS_PER_PAGE))}
        hrefOf={(page) => hrefWith({ page: page > 1 ? String(page) : undefined })}
      />
    </article>
  )
}

async function load(
  projectId: string,
  wanted: { slug: string; range: RangeName; page: number },
  signal: AbortSignal,
) {
  const [found, patterns] = await Promise.all([
    getPatternRuns(projectId, wanted, signal),
    getPatterns(projectId, wanted.range, signal),
  ])
  return { found, about: patterns.find(({ slug }) => slug === wanted.slug) }
}

function UnknownPattern({ query }: { query: URLSearchParams }) {
  return (
    <div class="notice card">
      <h1>There is no such pattern</h1>
      <p>It may have been deleted, or is switched off.</p>
      <a class="button" href={agentsHref(query, { part: 'patterns' })}>
        All patterns
      </a>
    </div>
  )
}
