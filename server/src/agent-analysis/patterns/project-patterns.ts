import type { PatternStore } from '../../storage/traces/pattern-store.ts'
import { BUILT_IN_PATTERNS } from './built-in.ts'
import { customPattern, type CustomDefinition } from './custom-pattern.ts'
import type { Pattern } from './pattern.ts'

/** The patterns of a project: the built-in ones, then its own that are switched on, by name. */
export async function projectPatterns(
  store: PatternStore,
  projectId: string,
): Promise<readonly Pattern[]> {
  const own = await store.patternDefinitions(projectId)
  return [
    ...BUILT_IN_PATTERNS,
    ...own
      .filter(({ enabled }) => enabled)
      // The route that took it in has checked its shape.
      .map((about) => customPattern(about, about.definition as CustomDefinition)),
  ]
}
