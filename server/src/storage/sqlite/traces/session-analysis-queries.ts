import { findInSession } from '../../traces/findings/find-in-session.ts'
import type { SessionAnalysis } from '../../traces/session-analysis.ts'
import type { Database } from '../database.ts'
import { createEventReader, firstEvents } from './session-events.ts'
import { sessionFigures } from './session-figures.ts'

export function sessionAnalysisQueries(db: Database): SessionAnalysis {
  return {
    async sessionFigures(query, listed) {
      return sessionFigures(db, query, listed)
    },
    async sessionFindings(query, limit) {
      const events = firstEvents(db, query, limit + 1)
      const isTruncated = events.length > limit
      const seen = isTruncated ? events.slice(0, limit) : events
      const found = findInSession(seen, createEventReader(db))
      return { ...found, eventCount: seen.length, isTruncated }
    },
  }
}
