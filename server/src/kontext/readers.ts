import type { Allowed } from '../http/access.ts'
import { ProjectHeader } from '../schemas/project-header.ts'

/** Who may ask. */
export const READERS: readonly Allowed[] = ['read', 'project', 'inbox']

/** What all routes have in common: tokens made from a key do here what it does. */
export const COMMON = {
  config: { takesAccessTokens: true },
  schema: { tags: ['Kontext'], headers: ProjectHeader },
} as const
