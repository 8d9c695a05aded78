/** What a project wants taken out beside everything that always is. */
export interface ScrubRules {
  /** Names of fields whose values are hidden, at any depth; upper and lower case are the same. */
  fields: string[]
  /** Regular expressions of a safe kind, see `compilePattern`. */
  patterns: string[]
}

/** What projects have taken out at ingest. */
export interface ScrubRuleStore {
  /** A project's own rules; `undefined` when it has none. */
  scrubRules(projectId: string): Promise<ScrubRules | undefined>
  saveScrubRules(projectId: string, rules: ScrubRules): Promise<void>
}
