import { eventQueries } from '../sqlite/event-queries.ts'
import { damagedDay, isDamaged } from '../sqlite/damage.ts'
import { readMetaDatabase } from '../sqlite/open-meta-database.ts'
import { createSegments } from '../sqlite/segments.ts'
import { readRunDatabase, runDatabasePath } from '../sqlite/open-run-database.ts'
import { createRunFile } from '../sqlite/run-file.ts'
import { createSqliteMetaStore } from '../sqlite/sqlite-meta-store.ts'
import { createSqliteTraceStore } from '../sqlite/sqlite-trace-store.ts'
import { toSentError, type Command, type Reply } from './messages.ts'

/**
 * A process that reads, and can be killed in the middle of it: a thread cannot, SQLite does not
 * let go of a query. It holds nothing that would be missed.
 */
function runReader(folder: string): void {
  const segments = createSegments(folder, { readOnly: true })
  const runs = createRunFile(runDatabasePath(folder), () => readRunDatabase(folder))
  const stores: { [store: string]: object } = {
    events: eventQueries(folder, segments),
    meta: createSqliteMetaStore(readMetaDatabase(folder)),
    traces: createSqliteTraceStore(runs.db),
  }

  process.on('message', async ({ id, store, method, args }: Command) => {
    let reply: Reply
    try {
      if (store === 'traces') runs.follow()
      const target = stores[store] as { [method: string]: (...args: unknown[]) => unknown }
      reply = { id, value: await target[method]?.(...args) }
    } catch (error) {
      // It will be another file when it is asked for again.
      const day = damagedDay(error)
      if (day !== undefined) segments.release(day)
      reply = { id, error: toSentError(error) }
      if (store === 'traces' && isDamaged(error)) {
        runs.release()
        reply.error.name = 'DamagedRunsError'
      }
    }
    // A collector that was killed meanwhile takes no answer; then `disconnect` comes.
    process.send?.(reply, undefined, undefined, () => {})
  })
  process.on('disconnect', () => process.exit(0))
  // Ctrl+C goes to the whole group; the collector ends its readers itself.
  process.on('SIGINT', () => {})
}

runReader(String(process.argv[2]))
