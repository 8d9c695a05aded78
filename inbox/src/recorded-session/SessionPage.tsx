import { useEffect } from 'preact/hooks'

import { getEntries, getSession } from '../api.ts'
import type { Session, SessionEntries } from '../api-types.ts'
import { useLive } from '../live.ts'
import { hrefTo } from '../routes.ts'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Recorded } from './Recorded.tsx'
import './recorded-session.css'

/** A session that sent something so lately is probably still going on. */
const LATE_WITHIN = 60_000
const LOOK_AGAIN = 5_000

interface Props {
  sessionId: string
  query: URLSearchParams
}

/** All that was recorded in one session, with the entry of the address marked. */
export function SessionPage({ sessionId, query }: Props) {
  const [live, retry] = useLive({
    key: sessionId,
    load: (signal) => loadSession(sessionId, signal),
    nextAfter: (session) => (isGoingOn(session) ? LOOK_AGAIN : undefined),
  })

  useEffect(() => {
    document.title = 'Session · Casefile'
  }, [])

  if (live.status === 'ready') {
    const session = live.data
    return (
      <Recorded
        session={session}
        query={query}
        nextAfter={() => (isGoingOn(session) ? LOOK_AGAIN : undefined)}
      />
    )
  }
  if (live.status === 'loading')
    return <Skeleton widths={[30, 60, 92, 85, 96, 80, 90]} label="Loading the session" />
  if (live.error.code === 'not-found') return <UnknownSession query={query} />
  return (
    <main>
      <ErrorNotice title="This session could not be loaded" error={live.error} onRetry={retry} />
    </main>
  )
}

async function loadSession(
  sessionId: string,
  signal: AbortSignal,
): Promise<Session & SessionEntries> {
  // One after the other: a session that does not exist is one answer, not two.
  const session = await getSession(sessionId, signal)
  return { ...session, ...(await getEntries(sessionId, { signal })) }
}

function isGoingOn({ entries }: SessionEntries): boolean {
  const last = entries.at(-1)
  return last !== undefined && Date.now() - Date.parse(last.timestamp) < LATE_WITHIN
}

function UnknownSession({ query }: { query: URLSearchParams }) {
  return (
    <main class="notice card">
      <h1>There is no such session</h1>
      <p>It may belong to another collector, or its time to be kept is over.</p>
      <a class="button" href={hrefTo({ page: 'search' }, query, { entry: undefined })}>
        Search
      </a>
    </main>
  )
}
