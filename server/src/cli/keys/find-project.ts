import type { MetaStore } from '../../storage/meta-store.ts'
import type { Project } from '../../storage/meta/project-store.ts'
import { optionalText } from '../option.ts'
import { UsageError } from '../usage-error.ts'

export const PROJECT_OPTION = optionalText({
  placeholder: 'ID',
  summary: 'The project meant; needed when there are several.',
})

/** The project that was named, or the only one. */
export async function findProject(meta: MetaStore, id: string | undefined): Promise<Project> {
  const projects = await meta.projects()
  const [first] = projects
  const project = id === undefined ? first : projects.find(({ projectId }) => projectId === id)
  if (project && (id !== undefined || projects.length === 1)) return project

  const known = projects.map(({ projectId, name }) => `${projectId} (${name})`).join(', ')
  throw new UsageError(
    id === undefined
      ? `there are several projects; name one with --project: ${known}`
      : `--project ${id} does not exist. There is: ${known}`,
  )
}
