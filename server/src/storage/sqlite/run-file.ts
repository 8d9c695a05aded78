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
    opened ??= openWhatIsThere()
    return opened.db
  }
  const openWhatIsThere = () => {
    for (;;) {
      const file = fileAt(path)
      try {
        return { file, db: open() }
      } catch (error) {
        // A reader looks while the writer puts a damaged file away: then there is another by now.
        if (fileAt(path) === file) throw error
      }
    }
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
