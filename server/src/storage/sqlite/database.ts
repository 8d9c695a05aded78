import type * as sqliteModule from 'node:sqlite'
import type { DatabaseSync, SQLInputValue } from 'node:sqlite'

type SqliteParameters = Record<string, SQLInputValue>

/** A prepared statement; parameters are named as in the SQL, without the colon. */
export interface Statement<Row> {
  get(parameters?: SqliteParameters): Row | undefined
  all(parameters?: SqliteParameters): Row[]
  /** Row by row, for what may be too much for memory. Nothing else may use the statement meanwhile. */
  iterate(parameters?: SqliteParameters): IterableIterator<Row>
  /** The number of rows changed. */
  run(parameters?: SqliteParameters): number
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
    }
  } catch (error) {
    db.close()
    throw error
  }
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
 * Takes the exclusive lock on a file, held until it is released or the process dies. Throws at
 * once when another process holds it.
 */
export function lockFile(path: string): () => void {
  const db = new sqlite.DatabaseSync(path)
  try {
    db.exec('PRAGMA busy_timeout = 0')
    db.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    db.close()
    throw error
  }
  return () => db.close()
}

function prepare(db: DatabaseSync, sql: string): Statement<never> {
  const statement = db.prepare(sql)
  return {
    // What columns a statement gives is known to its SQL alone; the caller states it beside it.
    get: (parameters = {}) => statement.get(parameters) as undefined,
    all: (parameters = {}) => statement.all(parameters) as never[],
    iterate: (parameters = {}) => statement.iterate(parameters) as IterableIterator<never>,
    run: (parameters = {}) => Number(statement.run(parameters).changes),
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
