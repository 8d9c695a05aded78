import { statSync } from 'node:fs'
import type * as sqliteModule from 'node:sqlite'
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'

export type SqlValue = SQLInputValue

type SqliteParameters = Record<string, SqlValue>

/** A prepared statement; parameters are named as in the SQL, without the colon. */
export interface Statement<Row> {
  get(parameters?: SqliteParameters): Row | undefined
  all(parameters?: SqliteParameters): Row[]
  /** The same as lists of columns, in the order of the SQL: for many rows, at less than half the cost. */
  lists<List extends unknown[]>(parameters?: SqliteParameters): List[]
  /** Row by row, for what may be too much for memory. Nothing else may use the statement meanwhile. */
  iterate(parameters?: SqliteParameters): IterableIterator<Row>
  /** The number of rows changed. */
  run(parameters?: SqliteParameters): number
  /**
   * With values in the order of the statement's `?`, for rows of many columns: to look up a name a
   * value costs more than to write the row. Returns the rowid of the row inserted last.
   */
  write(values: readonly SqlValue[]): number
}

export interface Database {
  /** The statement for this text; prepared once for as long as the database is open. */
  prepare<Row = never>(sql: string): Statement<Row>
  exec(sql: string): void
  /** All of it or, when the function throws, none of it. One inside another is a savepoint of it. */
  transaction<Result>(work: () => Result): Result
  close(): void
}

export interface OpenOptions {
  /** `full`: a commit survives a power failure. `normal`: it survives the death of the process. */
  durability?: 'full' | 'normal'
  /** Opens what is there and can change nothing. */
  readOnly?: boolean
}

const sqlite = loadSqlite()

/** Opens or creates a database file in WAL mode. */
export function openDatabase(
  path: string,
  { durability = 'full', readOnly = false }: OpenOptions,
): Database {
  const db = new sqlite.DatabaseSync(path, { readOnly })
  try {
    // Another process may hold the file for a moment, e.g. the `keys` command beside a running server.
    db.exec('PRAGMA busy_timeout = 5000')
    if (!readOnly) {
      db.exec('PRAGMA journal_mode = WAL')
      db.exec(`PRAGMA synchronous = ${durability}`)
      db.exec('PRAGMA foreign_keys = ON')
      // From the first write on: a page that is split keeps copies, which an erasure would not find.
      db.exec('PRAGMA secure_delete = ON')
    }
  } catch (error) {
    db.close()
    throw error
  }
  return fromSqlite(db)
}

function fromSqlite(db: DatabaseSync): Database {
  const statements = new Map<string, Statement<never>>()
  return {
    prepare<Row>(sql: string) {
      let statement = statements.get(sql)
      if (!statement) {
        statement = prepare(db, sql)
        statements.set(sql, statement)
      }
      return statement as Statement<unknown> as Statement<Row>
    },
    exec: (sql) => db.exec(sql),
    transaction: (work) => transaction(db, work),
    close: () => db.close(),
  }
}

/**
 * Opens an existing database to look at it. `undisturbed` says that nobody else has it open: then
 * not even the files that SQLite keeps beside a database in use are made.
 */
export function openReadOnly(
  path: string,
  { undisturbed = false }: { undisturbed?: boolean } = {},
): Database {
  const url = pathToFileURL(path)
  const waiting = statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0
  if (undisturbed && waiting === 0) url.searchParams.set('immutable', '1')
  const db = new sqlite.DatabaseSync(url, { readOnly: true })
  db.exec('PRAGMA busy_timeout = 5000')
  return fromSqlite(db)
}

/** Bytes that one step of `copyDatabase` reads: a few milliseconds of work. */
const PAGES_A_STEP = 1000

/**
 * Copies a database that others may be writing to, as it is at one moment. The open read
 * transaction pins that moment: without it, each commit of another process would begin the copy
 * from the start again, and under load it would never end.
 */
export async function copyDatabase(
  from: string,
  to: string,
  onProgress: (share: number) => void = () => {},
): Promise<void> {
  const db = new sqlite.DatabaseSync(from, { readOnly: true })
  try {
    db.exec('PRAGMA busy_timeout = 5000')
    db.exec('BEGIN')
    db.prepare('SELECT count(*) FROM sqlite_schema').get()
    await sqlite.backup(db, to, {
      rate: PAGES_A_STEP,
      progress: ({ totalPages, remainingPages }) =>
        onProgress(totalPages === 0 ? 1 : 1 - remainingPages / totalPages),
    })
  } finally {
    db.close()
  }
}

export function sqliteVersion(): string {
  const db = new sqlite.DatabaseSync(':memory:')
  try {
    return String(db.prepare('SELECT sqlite_version() AS version').get()?.['version'])
  } finally {
    db.close()
  }
}

/**
 * Takes the exclusive lock on a file, held until it is released or the process dies. Throws when
 * another process holds it.
 */
export function lockFile(path: string): () => void {
  const db = new sqlite.DatabaseSync(path)
  try {
    // Long enough to outlast who only looks whether it is held (`isLocked`).
    db.exec('PRAGMA busy_timeout = 250')
    db.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    db.close()
    throw error
  }
  return () => db.close()
}

/** Whether another process holds that lock. Takes nothing and writes nothing. */
export function isLocked(path: string): boolean {
  const db = new sqlite.DatabaseSync(path, { readOnly: true })
  try {
    db.prepare('SELECT count(*) FROM sqlite_schema').get()
    return false
  } catch (error) {
    if (error instanceof Error && /locked/.test(error.message)) return true
    throw error
  } finally {
    db.close()
  }
}

function prepare(db: DatabaseSync, sql: string): Statement<never> {
  const statement = db.prepare(sql)
  return {
    // What columns a statement gives is known to its SQL alone; the caller states it beside it.
    get: (parameters = {}) => statement.get(parameters) as undefined,
    all: (parameters = {}) => statement.all(parameters) as never[],
    lists(parameters = {}) {
      statement.setReturnArrays(true)
      try {
        return statement.all(parameters) as unknown[] as never[]
      } finally {
        statement.setReturnArrays(false)
      }
    },
    iterate: (parameters = {}) => statement.iterate(parameters) as IterableIterator<never>,
    run: (parameters = {}) => Number(change(statement, [parameters]).changes),
    write: (values) => Number(change(statement, values).lastInsertRowid),
  }
}

/** Also tells the id of the row inserted last, which FTS5 makes larger than a number can be. */
function change(statement: StatementSync, parameters: readonly unknown[]) {
  statement.setReadBigInts(true)
  try {
    // Values by place, or one object of values by name.
    return statement.run(...(parameters as SqlValue[]))
  } finally {
    statement.setReadBigInts(false)
  }
}

function transaction<Result>(db: DatabaseSync, work: () => Result): Result {
  const isInner = db.isTransaction
  db.exec(isInner ? 'SAVEPOINT inside' : 'BEGIN IMMEDIATE')
  try {
    const result = work()
    db.exec(isInner ? 'RELEASE inside' : 'COMMIT')
    return result
  } catch (error) {
    // A full disk ends the transaction by itself; then there is nothing left to take back.
    if (db.isTransaction) db.exec(isInner ? 'ROLLBACK TO inside; RELEASE inside' : 'ROLLBACK')
    throw error
  }
}

/**
 * Node 22 and 24 print an ExperimentalWarning when `node:sqlite` is loaded. That one is silenced:
 * it tells the person who starts a collector nothing they could act on.
 */
function loadSqlite(): typeof sqliteModule {
  const emitWarning = process.emitWarning
  process.emitWarning = () => {}
  try {
    return process.getBuiltinModule('node:sqlite')
  } finally {
    process.emitWarning = emitWarning
  }
}
