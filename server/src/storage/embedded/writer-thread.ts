import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'

import { openMetaDatabase } from '../sqlite/open-meta-database.ts'
import { openRunDatabase, runDatabasePath } from '../sqlite/open-run-database.ts'
import { appendBatch } from '../sqlite/append-batch.ts'
import { createBatchIndex } from '../sqlite/batch-index.ts'
import { dropDay, eraseSessions } from '../sqlite/remove-entries.ts'
import { createSegments, dayOf } from '../sqlite/segments.ts'
import { damagedDay, isDamaged } from '../sqlite/damage.ts'
import { createRunFile } from '../sqlite/run-file.ts'
import { isSound, setAside, setRunsAside } from '../sqlite/set-aside.ts'
import { createSqliteJobQueue } from '../sqlite/sqlite-job-queue.ts'
import { createSqliteMetaStore } from '../sqlite/sqlite-meta-store.ts'
import { createSqliteTraceStore } from '../sqlite/sqlite-trace-store.ts'
import type { PackedParts } from '../sqlite/traces/arrivals.ts'
import { createFigureWriter } from '../sqlite/traces/figure-writer.ts'
import type { PackedBatch } from '../pack-batch.ts'
import { createGroupCommit } from './group-commit.ts'
import { toSentError, type Command } from './messages.ts'
import { createRunIntake } from './run-intake.ts'
import { createTextIndexer } from './text-indexer.ts'
import type { FromWriter, ToWriter, WriterData } from './writer-messages.ts'

/** The most commands of one commit, so that the first of them does not wait for thousands. */
const MOST_COMMANDS = 256

/** They empty a write-ahead log or close a file, which cannot be done inside a transaction. */
const ALONE: ReadonlySet<string> = new Set(['erase', 'forgetErasure', 'eraseRuns', 'repair'])

/** The thread of a collector that owns every connection that writes. */
function runWriter(
  port: NonNullable<typeof parentPort>,
  { folder, directBytes }: WriterData,
): void {
  const tell = (message: FromWriter) => port.postMessage(message)
  const meta = openMetaDatabase(folder)
  const runFile = createRunFile(runDatabasePath(folder), () => openRunDatabase(folder))
  const runs = runFile.db
  const figures = createFigureWriter(runs)
  const traces = createSqliteTraceStore(runs, figures)
  const segments = createSegments(folder)
  const index = createBatchIndex()
  const texts = createTextIndexer(segments)

  const repair = (day: string) => {
    const damaged = setAside(folder, segments, day)
    if (!damaged) return
    texts.expect(day)
    tell({ setAside: damaged })
  }
  const repairRuns = () => {
    figures.forget()
    tell({ setAside: setRunsAside(folder, runFile) })
    // Another file has other numbers.
    tell({ waitingRuns: undefined })
  }
  const intake = createRunIntake({
    db: runs,
    figures,
    directBytes,
    onWaiting: (waitingRuns) => tell({ waitingRuns }),
    onRefused: (error) => tell({ refusedRuns: toSentError(error) }),
    onDamaged: repairRuns,
  })
  try {
    runs.exec('SELECT 1')
  } catch (error) {
    if (!isDamaged(error)) throw error
    repairRuns()
  }
  // What readers open must have today's schema, so every day is brought up to date first.
  for (const day of segments.days()) {
    try {
      segments.open(day)
      texts.expect(day)
    } catch (error) {
      if (!isDamaged(error)) throw error
      repair(day)
    }
  }

  const stores: { [store: string]: object } = {
    meta: createSqliteMetaStore(meta),
    jobs: createSqliteJobQueue(meta),
    traces: {
      ...traces,
      repair() {
        // Who complained may have had an older file open.
        if (!isSound(() => runs)) repairRuns()
      },
      appendPacked: async (packed: PackedParts) => intake.append(packed),
      async hasRuns(...query: Parameters<typeof traces.hasRuns>) {
        return intake.isBehind() || traces.hasRuns(...query)
      },
      async eraseRuns(...whose: Parameters<typeof traces.eraseRuns>) {
        intake.catchUp()
        return traces.eraseRuns(...whose)
      },
    },
    events: {
      append(batch: PackedBatch) {
        texts.expect(dayOf(batch.receivedAt))
        return appendBatch(segments, index, batch)
      },
      dropDay: (day: string) => dropDay(folder, segments, day),
      erase: (sessionIds: string[]) => eraseSessions(segments, sessionIds),
      repair,
    },
  }

  const group = createGroupCommit({
    async run({ store, method, args }) {
      const target = stores[store] as { [method: string]: (...args: unknown[]) => unknown }
      return target[method]?.(...args)
    },
    databaseOf({ store, method, args }) {
      if (ALONE.has(method)) return undefined
      if (store === 'traces') return runs
      if (store !== 'events') return meta
      if (method !== 'append') return undefined
      const [batch] = args as [PackedBatch]
      return segments.open(dayOf(batch.receivedAt))
    },
    beforeCommit: (db) => (db === runs ? figures.flush() : index.flush(db)),
    afterFailure: (db) => (db === runs ? figures.forget() : index.forget(db)),
    mend({ store, args }, error) {
      if (!isDamaged(error)) return false
      if (store === 'traces') {
        repairRuns()
        return true
      }
      if (store !== 'events') return false
      const [batch] = args as [PackedBatch]
      // A key is looked up in the days before as well.
      repair(damagedDay(error) ?? dayOf(batch.receivedAt))
      return true
    },
  })

  let waiting: Command[] = []
  let isWorking = false

  port.on('message', (message: ToWriter) => {
    take(message)
    // Whatever has come in meanwhile shares the commit.
    while (waiting.length < MOST_COMMANDS) {
      const next = receiveMessageOnPort(port)
      if (!next) break
      take(next.message as ToWriter)
    }
    if (!isWorking) void work()
  })

  let isClosing = false
  const take = (message: ToWriter) => {
    if ('close' in message) isClosing = true
    else waiting.push(message)
  }

  const work = async () => {
    isWorking = true
    while (waiting.length > 0) {
      const commands = waiting.slice(0, MOST_COMMANDS)
      waiting = waiting.slice(MOST_COMMANDS)
      intake.makeRoom()
      const replies = await group.perform(commands)
      intake.endGroup()
      tell({ replies })
    }
    isWorking = false
    if (!isClosing) return
    texts.stop()
    intake.stop()
    segments.close()
    meta.close()
    runs.close()
    port.close()
  }

  // What a collector left that was killed.
  intake.endGroup()
  tell({ ready: true })
}

if (parentPort) {
  try {
    // What `createWriter` gave.
    runWriter(parentPort, workerData as WriterData)
  } catch (error) {
    const message: FromWriter = { failed: toSentError(error) }
    parentPort.postMessage(message)
    parentPort.close()
  }
}
