import { useCallback, useEffect } from 'preact/hooks'

import { getProjects } from './api.ts'
import type { Project } from './api-types.ts'
import { InstallPage } from './install/InstallPage.tsx'
import { IntakePage } from './intake/IntakePage.tsx'
import { IssuesPage } from './issues/IssuesPage.tsx'
import { LazyAgents } from './LazyAgents.tsx'
import { useLive } from './live.ts'
import { SessionPage } from './recorded-session/SessionPage.tsx'
import { hrefTo, navigate, usePlace, type Place } from './routes.ts'
import { SearchPage } from './search/SearchPage.tsx'
import { useWayToSearch } from './search/use-way-to-search.ts'
import { AccountPage } from './session/AccountPage.tsx'
import { NoOwnerPage } from './session/NoOwnerPage.tsx'
import { onClosed } from './session/session.ts'
import { SetUpPage } from './session/SetUpPage.tsx'
import { SignInPage } from './session/SignInPage.tsx'
import { TopBar } from './TopBar.tsx'
import { ErrorNotice } from './ui/ErrorNotice.tsx'
import { Skeleton } from './ui/Skeleton.tsx'

export function App() {
  const place = usePlace()
  if (place.route.page !== 'set-up') return <Inbox place={place} />

  const open = () => navigate(hrefTo({ page: 'issues' }, new URLSearchParams()), { replace: true })
  return <SetUpPage onDone={open} />
}

function Inbox({ place }: { place: Place }) {
  const [projects, retry] = useLive({
    key: 'projects',
    load: getProjects,
    nextAfter: useCallback(() => 5_000, []),
  })
  // Any part of a page may be the first to find that the session has ended.
  useEffect(() => onClosed(retry), [retry])
  useWayToSearch(place)

  if (projects.status === 'failed') {
    const { error } = projects
    if (error.code === 'signed-out') return <SignInPage onSignedIn={retry} />
    if (error.code === 'no-owner') return <NoOwnerPage reason={error.message} onRetry={retry} />
    return <ErrorNotice title="The inbox could not be opened" error={error} onRetry={retry} />
  }
  if (projects.status === 'loading')
    return <Skeleton widths={[30, 90, 80, 85]} label="Opening the inbox" />

  const wanted = place.query.get('project')
  const project = projects.data.find(({ projectId }) => projectId === wanted) ?? projects.data[0]
  return (
    <>
      <TopBar place={place} project={project} projects={projects.data} offline={projects.error} />
      {project ? <Page place={place} project={project} /> : <NoProject />}
    </>
  )
}

function Page({ place, project }: { place: Place; project: Project }) {
  switch (place.route.page) {
    case 'issues':
    case 'issue':
      return <IssuesPage place={place} project={project} />
    case 'search':
      return <SearchPage key={project.projectId} place={place} project={project} />
    case 'session':
      return (
        <SessionPage
          key={place.route.sessionId}
          sessionId={place.route.sessionId}
          query={place.query}
        />
      )
    case 'agents':
      return (
        <LazyAgents place={place} part={place.route.part} id={place.route.id} project={project} />
      )
    case 'install':
      return <InstallPage project={project} />
    case 'intake':
      return <IntakePage place={place} project={project} />
    case 'account':
      return <AccountPage />
    case 'set-up':
    case 'unknown':
      return <NoSuchPage />
  }
}

function NoSuchPage() {
  useEffect(() => {
    document.title = 'No such page · Casefile'
  }, [])

  return (
    <main class="notice card">
      <h1>There is no such page</h1>
      <p>The address may have been cut short on its way here.</p>
      <a class="button" href={hrefTo({ page: 'issues' }, new URLSearchParams())}>
        All issues
      </a>
    </main>
  )
}

function NoProject() {
  return (
    <main class="notice card">
      <h1>This collector has no project yet</h1>
      <p>
        Projects are made when the collector starts. Start it again with{' '}
        <code>casefile-server start</code>.
      </p>
    </main>
  )
}
