/** One of `GET /v1/patterns`: those that are looked for. */
export interface Pattern {
  slug: string
  name: string
  description: string
  built_in: boolean
  run_count: number
  session_count: number
  user_count: number
  /** Of all runs, 0 to 1. */
  rate: number
  first_seen: string | null
  last_seen: string | null
  /** Of the rate, against the same length of time before. */
  trend: 'up' | 'down' | 'flat'
}

/** One of our own API's: built in, or the project's, also one that is switched off. */
export interface KnownPattern extends Omit<OwnPattern, 'definition'> {
  built_in: boolean
  definition?: PatternDefinition
}

export interface OwnPattern {
  slug: string
  name: string
  description: string
  enabled: boolean
  definition: PatternDefinition
}

export interface PatternDefinition {
  /** Only runs that called a tool: any of these, or all of them. */
  tools?: { any?: string[]; all?: string[] }
  metadata?: { key: string; equals: string }[]
  /** Where to look; by default in both. */
  in?: 'prompt' | 'response' | 'either'
  phrases?: string[]
  examples?: { text: string; matches: boolean }[]
}
