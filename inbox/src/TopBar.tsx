import type { ApiError } from './api-error.ts'
import type { Project } from './api-types.ts'
import { hrefTo, navigate, type Place } from './routes.ts'
import { AccountLinks } from './session/AccountLinks.tsx'
import { ThemePicker } from './ui/ThemePicker.tsx'

interface Props {
  place: Place
  project: Project | undefined
  projects: Project[]
  /** Set while the collector does not answer. */
  offline: ApiError | undefined
}

export function TopBar({ place, project, projects, offline }: Props) {
  const query = new URLSearchParams(
    projects.length > 1 && project ? { project: project.projectId } : {},
  )
  const current = place.route.page

  return (
    <header class="top-bar">
      <a class="brand" href={hrefTo({ page: 'issues' }, query)}>
        Casefile
      </a>
      {projects.length > 1 && project && <ProjectPicker project={project} projects={projects} />}
      <nav aria-label="Inbox">
        <a
          href={hrefTo({ page: 'issues' }, query)}
          aria-current={current === 'issues' ? 'page' : undefined}
        >
          Issues
        </a>
        <a
          href={hrefTo({ page: 'agents', part: 'runs' }, query)}
          aria-current={current === 'agents' ? 'page' : undefined}
        >
          Agents
        </a>
        <a
          href={hrefTo({ page: 'search' }, query)}
          aria-current={current === 'search' ? 'page' : undefined}
        >
          Search
        </a>
        <a
          href={hrefTo({ page: 'install' }, query)}
          aria-current={current === 'install' ? 'page' : undefined}
        >
          Install
        </a>
        <a
          href={hrefTo({ page: 'intake' }, query)}
          aria-current={current === 'intake' ? 'page' : undefined}
        >
          Intake
        </a>
      </nav>
      {offline && (
        <p class="offline one-line" role="status">
          The collector does not answer. Trying again…
        </p>
      )}
      <div class="top-bar-end">
        <AccountLinks query={query} current={current === 'account'} />
        <ThemePicker />
      </div>
    </header>
  )
}

function ProjectPicker({ project, projects }: { project: Project; projects: Project[] }) {
  const choose = (projectId: string) =>
    navigate(hrefTo({ page: 'issues' }, new URLSearchParams({ project: projectId })))

  return (
    <select
      class="field"
      aria-label="Project"
      value={project.projectId}
      onChange={(event) => choose(event.currentTarget.value)}
    >
      {projects.map(({ projectId, name }) => (
        <option key={projectId} value={projectId}>
          {name}
        </option>
      ))}
    </select>
  )
}
