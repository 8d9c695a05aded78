export interface Project {
  projectId: string
  name: string
  createdAt: number
}

export interface ProjectFigures {
  issueCount: number
  sessionCount: number
}

/** The projects of a collector. */
export interface ProjectStore {
  createProject(project: { name: string; createdAt: number }): Promise<Project>
  projects(): Promise<Project[]>
  project(projectId: string): Promise<Project | undefined>
  projectFigures(projectId: string): Promise<ProjectFigures>
}
