import type { Allowed } from '../http/access.ts'
import { ProjectHeader } from '../schemas/project-header.ts'

/** Who may ask. */
export const READERS: readonly Allowed[] = ['read', 'project', 'inbox']

/** What the schemas of all routes have in common. */
export const COMMON = { tags: ['Context Company'], headers: ProjectHeader }
