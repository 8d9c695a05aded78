import Type from 'typebox'

import { PROJECT_HEADER } from '../http/trace-scope.ts'

/** For APIs that know a project by its key alone. */
export const ProjectHeader = Type.Object({
  [PROJECT_HEADER]: Type.Optional(
    Type.String({ description: 'Which project: for somebody in the inbox, who has no key.' }),
  ),
})
