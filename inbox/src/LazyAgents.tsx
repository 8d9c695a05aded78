import { useEffect, useState } from 'preact/hooks'

import { ApiError } from './api-error.ts'
import type { Project } from './api-types.ts'
import type { AgentsPart, Place } from './routes.ts'
import { ErrorNotice } from './ui/ErrorNotice.tsx'
import { Skeleton } from './ui/Skeleton.tsx'

interface Props {
  place: Place
  part: AgentsPart
  id: string | undefined
  project: Project
}

type Pages = typeof import('./agents/AgentsPages.tsx')
type Loading = { status: 'loading' } | { status: 'failed' } | { status: 'ready'; pages: Pages }

/** The pages about agents are a file of their own: who looks at issues alone does not load it. */
export function LazyAgents(props: Props) {
  const [loading, setLoading] = useState<Loading>({ status: 'loading' })

  useEffect(() => {
    let isGone = false
    import('./agents/AgentsPages.tsx').then(
      (pages) => isGone || setLoading({ status: 'ready', pages }),
      () => isGone || setLoading({ status: 'failed' }),
    )
    return () => void (isGone = true)
  }, [])

  if (loading.status === 'loading')
    return <Skeleton widths={[30, 90, 80, 85]} label="Opening the agents" />
  if (loading.status === 'failed') {
    const error = new ApiError(
      'unreachable',
      'A part of the inbox could not be fetched. It may have been updated meanwhile.',
    )
    // A file that could not be fetched is not asked for again before the page is another one.
    return (
      <main>
        <ErrorNotice
          title="This page could not be opened"
          error={error}
          onRetry={() => location.reload()}
        />
      </main>
    )
  }
  return <loading.pages.AgentsPages {...props} />
}
