import { statSync } from 'node:fs'

import type { Database } from './database.ts'

/** `runs.db`, opened when it is needed: a damaged one is put away, and another takes its place. */
export interface RunFile {
  db: Database
  /** Closes the file; what is asked next opens the one that is there then. */
  release(): void
  /** Lets go of a file that is not the one in this folder any more. */
  follow(): void
}

export function createRunFile(path: string, open: () => Database): RunFile {
  let opened: { db: Database; file: number | undefined } | undefined

  const current = () => {
    opened ??= { file: fileAt(path), db: open() }
    return opened.db
  }
  const release = () => {
    opened?.db.close()
    opened = undefined
  }

  return {
    db: {
      prepare: (sql) => current().prepare(sql),
      exec: (sql) => current().exec(sql),
      transaction: (work) => current().transaction(work),
      close: release,
    },
    release,
    follow() {
      if (opened && opened.file !== fileAt(path)) release()
    },
  }
}

function fileAt(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.ino
}
