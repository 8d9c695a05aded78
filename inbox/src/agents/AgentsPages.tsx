import './agents.css'

import type { Project } from '../api-types.ts'
import type { AgentsPart, Place } from '../routes.ts'
import { AgentsNav } from './AgentsNav.tsx'
import { AskPage } from './ask/AskPage.tsx'
import { FailurePage } from './failures/FailurePage.tsx'
import { FailuresPage } from './failures/FailuresPage.tsx'
import { InsightPage } from './insights/InsightPage.tsx'
import { InsightsPage } from './insights/InsightsPage.tsx'
import { OverviewPage } from './overview/OverviewPage.tsx'
import { PatternFormPage } from './patterns/PatternFormPage.tsx'
import { PatternPage } from './patterns/PatternPage.tsx'
import { PatternsPage } from './patterns/PatternsPage.tsx'
import { RunPage } from './run/RunPage.tsx'
import { RunsPage } from './runs/RunsPage.tsx'

interface Props {
  place: Place
  part: AgentsPart
  id: string | undefined
  project: Project
}

/** All pages about agents; they come when somebody asks for the first of them. */
export function AgentsPages({ place: { query }, part, id, project }: Props) {
  return (
    <main class="agents">
      <AgentsNav query={query} part={part} />
      <AgentsPage key={`${project.projectId} ${part} ${id}`} {...{ query, part, id, project }} />
    </main>
  )
}

function AgentsPage({ query, part, id, project }: Omit<Props, 'place'> & Pick<Place, 'query'>) {
  const shared = { query, project }
  switch (part) {
    case 'runs':
      return id ? <RunPage {...shared} runId={id} /> : <RunsPage {...shared} />
    case 'overview':
      return <OverviewPage {...shared} />
    case 'failures':
      return id ? <FailurePage {...shared} failureId={id} /> : <FailuresPage {...shared} />
    case 'patterns':
      return id ? <PatternPage {...shared} slug={id} /> : <PatternsPage {...shared} />
    case 'pattern-form':
      return <PatternFormPage {...shared} slug={id} />
    case 'insights':
      return id ? <InsightPage {...shared} insightId={id} /> : <InsightsPage {...shared} />
    case 'ask':
      return <AskPage {...shared} />
  }
}
