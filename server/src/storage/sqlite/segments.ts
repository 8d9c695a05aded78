import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

import { tellingDay } from './damage.ts'
import { openDatabase, type Database, type Statement } from './database.ts'
import { migrate } from './migrate.ts'
import { SEGMENT_MIGRATIONS } from './segment-migrations/index.ts'

/** Keeps a week of idempotency look-ups open, with room for reads of older days. */
const MOST_OPEN = 16

export interface Segments {
  /** The segment of a day, opened or, where that is allowed, created. */
  open(day: string): Database
  /** Whether a day has a segment still; opening one that was removed would bring it back, empty. */
  has(day: string): boolean
  /** The days that have a segment from `first` on, oldest first. */
  days(first?: string): string[]
  /** Closes a day's file, so that it can be moved or removed. */
  release(day: string): void
  close(): void
}

/**
 * One database file a day of receipt (UTC), so that retention is the removal of a file. With
 * `readOnly` nothing is created or changed, and files may come and go meanwhile.
 */
export function createSegments(folder: string, { readOnly = false } = {}): Segments {
  // In order of use: the first one was not needed for the longest time.
  const opened = new Map<string, Database>()
  let known = readOnly ? undefined : new Set(listDays(folder))

  const release = (day: string) => {
    opened.get(day)?.close()
    opened.delete(day)
    known?.delete(day)
  }

  return {
    open(day) {
      const db = opened.get(day) ?? openSegment(folder, day, readOnly)
      opened.delete(day)
      opened.set(day, db)
      known?.add(day)

      const [oldest] = opened.keys()
      if (opened.size > MOST_OPEN && oldest !== undefined) {
        opened.get(oldest)?.close()
        opened.delete(oldest)
      }
      return db
    },
    has: (day) => existsSync(segmentPath(folder, day)),
    days(first = '') {
      const days = [...(known ?? listDays(folder))].filter((day) => day >= first).sort()
      // A file that is gone must not be held open: its space would not come back.
      if (!known)
        for (const day of opened.keys()) if (day >= first && !days.includes(day)) release(day)
      return days
    },
    release,
    close() {
      for (const db of opened.values()) db.close()
      opened.clear()
      known = readOnly ? undefined : new Set()
    },
  }
}

/** `20260227` */
export function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10).replaceAll('-', '')
}

export function segmentPath(folder: string, day: string): string {
  return join(folder, `events-${day}.db`)
}

function listDays(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => /^events-(\d{8})\.db$/.exec(name)?.[1] ?? [])
}

function openSegment(folder: string, day: string, readOnly: boolean): Database {
  const path = segmentPath(folder, day)
  const db = tellingDay(day, () => openDatabase(path, { durability: 'full', readOnly }))
  try {
    if (!readOnly) tellingDay(day, () => migrate(db, SEGMENT_MIGRATIONS, path))
  } catch (error) {
    db.close()
    throw error
  }
  return {
    ...db,
    prepare: <Row>(sql: string) =>
      tellingStatement<Row>(
        day,
        tellingDay(day, () => db.prepare<Row>(sql)),
      ),
  }
}

/** A statement whose errors tell which day is damaged. */
function tellingStatement<Row>(day: string, statement: Statement<Row>): Statement<Row> {
  return {
    get: (parameters) => tellingDay(day, () => statement.get(parameters)),
    all: (parameters) => tellingDay(day, () => statement.all(parameters)),
    lists: (parameters) => tellingDay(day, () => statement.lists(parameters)),
    run: (parameters) => tellingDay(day, () => statement.run(parameters)),
    write: (values) => tellingDay(day, () => statement.write(values)),
    iterate: (parameters) => statement.iterate(parameters),
  }
}
