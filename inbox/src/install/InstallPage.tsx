import { useEffect } from 'preact/hooks'

import { BASE_PATH } from '../base-path.ts'
import type { Project } from '../api-types.ts'
import { hrefTo } from '../routes.ts'
import { CopyButton } from '../ui/CopyButton.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Time } from '../ui/Time.tsx'
import { Snippet } from './Snippet.tsx'
import { npmCode, scriptTag } from './snippets.ts'
import './install.css'

/** How a page begins to report here; also what stands where issues will be. */
export function InstallPage({ project, isFirst = false }: { project: Project; isFirst?: boolean }) {
  const endpoint = location.origin + BASE_PATH

  useEffect(() => {
    document.title = 'Install · Casefile'
  }, [])

  return (
    <main class="install">
      <h1>{isFirst ? 'Your issues will be here' : 'Add Casefile to a page'}</h1>
      <p class="lead">
        {isFirst
          ? 'Paste this into the page you want to hear from, then press Report an issue there. The report arrives here with everything that led up to it.'
          : 'Paste one of these into the page you want to hear from. The key is public: it can write reports, and read nothing.'}
      </p>
      <Snippet
        title="Any page: paste before </head>"
        code={scriptTag(endpoint, project.captureKey)}
      />
      <Snippet
        title="With npm: npm install casefile"
        code={npmCode(endpoint, project.captureKey)}
      />
      <dl class="install-facts">
        <dt>Capture key</dt>
        <dd>
          <code class="captured">{project.captureKey}</code>
          <CopyButton text={project.captureKey} label="Copy the capture key" compact />
        </dd>
        <dt>Collector</dt>
        <dd>
          <code class="captured">{endpoint}</code>
          <CopyButton text={endpoint} label="Copy the address of the collector" compact />
        </dd>
      </dl>
      <Arrival project={project} />
    </main>
  )
}

/** Turns by itself when the first page reports. */
function Arrival({ project }: { project: Project }) {
  if (project.sessionCount === 0) {
    return (
      <p class="arrival" role="status">
        <span class="waiting" aria-hidden="true" />
        Waiting for the first page to report. This notices by itself.
      </p>
    )
  }

  const sessions = project.sessionCount === 1 ? '1 session' : `${project.sessionCount} sessions`
  return (
    <p class="arrival arrived" role="status">
      <Icon name="check" />
      <span>
        It works: {sessions} received
        {project.lastEntryAt && (
          <>
            , the last entry <Time at={project.lastEntryAt} />
          </>
        )}
        .{' '}
        {project.issueCount > 0 ? (
          <a href={hrefTo({ page: 'issues' }, new URLSearchParams({ project: project.projectId }))}>
            See the issues
          </a>
        ) : (
          'Now press Report an issue on that page.'
        )}
      </span>
    </p>
  )
}
