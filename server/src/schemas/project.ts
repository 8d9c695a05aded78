import Type from 'typebox'

import { nullable, reference } from './reference.ts'

export const ProjectSchema = {
  ...Type.Object({
    projectId: Type.String({ format: 'uuid' }),
    name: Type.String(),
    captureKey: nullable(Type.String({ description: 'Public: it stands in web pages.' })),
    createdAt: Type.String({ format: 'date-time' }),
    issueCount: Type.Integer(),
    sessionCount: Type.Integer(),
    lastEntryAt: nullable(
      Type.String({ format: 'date-time', description: 'When entries were last received.' }),
    ),
  }),
  $id: 'Project',
}

export const ProjectListSchema = {
  ...Type.Object({ projects: Type.Array(reference(ProjectSchema)) }),
  $id: 'ProjectList',
}
