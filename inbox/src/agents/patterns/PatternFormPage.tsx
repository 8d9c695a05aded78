import { useEffect } from 'preact/hooks'

import type { Project } from '../../api-types.ts'
import { useLive } from '../../live.ts'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { agentsHref } from '../agents-href.ts'
import { getKnownPatterns } from './pattern-api.ts'
import { PatternForm } from './PatternForm.tsx'
import './patterns.css'

interface Props {
  query: URLSearchParams
  project: Project
  /** The pattern to change; undefined for a new one. */
  slug: string | undefined
}

/** A new pattern, or a change of one of the project's own. */
export function PatternFormPage({ query, project: { projectId }, slug }: Props) {
  const [live, retry] = useLive({
    key: `${projectId} ${slug}`,
    load: async (signal) => {
      const known = await getKnownPatterns(projectId, signal)
      const own = known.flatMap(({ definition, ...about }) =>
        definition ? [{ ...about, definition }] : [],
      )
      const pattern = own.find((each) => each.slug === slug)
      return { pattern, taken: known.map(({ slug }) => slug) }
    },
    // What a person is writing must not change below their hands.
    nextAfter: () => undefined,
  })

  useEffect(() => {
    document.title = `${slug ? 'Edit pattern' : 'New pattern'} · Casefile`
  }, [slug])

  const allHref = agentsHref(query, { part: 'patterns' })
  if (live.status === 'loading')
    return <Skeleton widths={[30, 60, 60, 90]} label="Loading the pattern" />
  if (live.status === 'failed')
    return (
      <ErrorNotice title="The patterns could not be loaded" error={live.error} onRetry={retry} />
    )
  if (slug && !live.data.pattern) {
    return (
      <div class="notice card">
        <h1>There is no such pattern of your own</h1>
        <p>Built-in patterns cannot be changed.</p>
        <a class="button" href={allHref}>
          All patterns
        </a>
      </div>
    )
  }
  return (
    <article class="agents-page">
      <header class="page-top">
        <a class="button quiet" href={allHref}>
          <Icon name="back" />
          Patterns
        </a>
        <h1>{slug ? 'Edit pattern' : 'New pattern'}</h1>
        <p class="secondary">
          It is looked for in what users asked and agents answered: in runs that come, and in those
          of the last seven days.
        </p>
      </header>
      <PatternForm
        projectId={projectId}
        pattern={live.data.pattern}
        taken={live.data.taken}
        hrefOf={(slug) => agentsHref(query, { part: 'patterns', id: slug })}
      />
    </article>
  )
}
