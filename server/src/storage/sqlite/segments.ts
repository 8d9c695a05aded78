import { readdirSync } from 'node:fs'
import { join } from 'node:path'

import { openDatabase, type Database } from './database.ts'
import { migrate } from './migrate.ts'
import { SEGMENT_MIGRATIONS } from './segment-migrations.ts'

/** Keeps a week of idempotency look-ups open, with room for reads of older days. */
const MOST_OPEN = 16

export interface Segments {
  /** The segment of a day, opened or created. */
  open(day: string): Database
  /** The days that have a segment from `first` on, oldest first. */
  days(first: string): string[]
  close(): void
}

/** One database file a day of receipt (UTC), so that retention is the removal of a file. */
export function createSegments(folder: string): Segments {
  const known = new Set(
    readdirSync(folder).flatMap((name) => /^events-(\d{8})\.db$/.exec(name)?.[1] ?? []),
  )
  // In order of use: the first one was not needed for the longest time.
  const opened = new Map<string, Database>()

  return {
    open(day) {
      const db = opened.get(day) ?? openSegment(join(folder, `events-${day}.db`))
      opened.delete(day)
      opened.set(day, db)
      known.add(day)

      const [oldest] = opened.keys()
      if (opened.size > MOST_OPEN && oldest !== undefined) {
        opened.get(oldest)?.close()
        opened.delete(oldest)
      }
      return db
    },
    days: (first) => [...known].filter((day) => day >= first).sort(),
    close() {
      for (const db of opened.values()) db.close()
      opened.clear()
    },
  }
}

/** `20260227` */
export function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10).replaceAll('-', '')
}

function openSegment(path: string): Database {
  const db = openDatabase(path, { durability: 'full' })
  migrate(db, SEGMENT_MIGRATIONS, path)
  return db
}
