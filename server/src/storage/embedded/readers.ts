import { fork, type ChildProcess } from 'node:child_process'

import { QueryTimeoutError, StoreBusyError } from '../store-error.ts'
import { fromSentError, type Command, type Reply } from './messages.ts'

/** What a query may take, waiting included. The longest that an inbox should let a person wait. */
const QUERY_DEADLINE = 10_000
/** One for what a person looks at, one for what takes long; more would only share two cores. */
const MOST_READERS = 2
/** A reader takes some 40 MB; nobody who looks at nothing should pay for it. */
const IDLE_TIME = 60_000
const MOST_WAITING = 200

export interface Readers {
  /** Rejects with a `StoreError`, when it took too long with a `QueryTimeoutError`. */
  call(
    store: 'events' | 'meta' | 'jobs' | 'traces',
    method: string,
    args: unknown[],
  ): Promise<unknown>
  /** Starts a reader ahead of the first query. */
  wake(): void
  /** How many processes there are now. */
  count(): number
  close(): Promise<void>
}

export interface ReadersOptions {
  /** The module of a reader process. */
  entry: URL
  folder: string
  deadline?: number
  idleTime?: number
}

interface Query {
  command: Command
  resolve: (value: unknown) => void
  reject: (error: Error) => void
  timer: NodeJS.Timeout
}

interface Reader {
  child: ChildProcess
  current: Query | undefined
  idleTimer: NodeJS.Timeout | undefined
}

/** Processes that read, started when there is something to read and ended when there is not. */
export function createReaders(options: ReadersOptions): Readers {
  const { entry, folder, deadline = QUERY_DEADLINE, idleTime = IDLE_TIME } = options
  const readers = new Set<Reader>()
  const waiting: Query[] = []
  let lastId = 0
  let isClosed = false

  const start = (): Reader => {
    const child = fork(entry, [folder], { serialization: 'advanced' })
    const reader: Reader = { child, current: undefined, idleTimer: undefined }
    readers.add(reader)
    child.on('message', (reply: Reply) => finish(reader, reply))
    child.once('exit', () => {
      readers.delete(reader)
      clearTimeout(reader.idleTimer)
      end(reader.current, new StoreBusyError('A reader ended in the middle of a query'))
      dispatch()
    })
    // A child that could not be started says so here; `exit` does not come then.
    child.once('error', (error) => {
      readers.delete(reader)
      end(reader.current, new StoreBusyError(error.message))
    })
    return reader
  }

  const finish = (reader: Reader, reply: Reply) => {
    const query = reader.current
    if (query?.command.id !== reply.id) return
    reader.current = undefined
    clearTimeout(query.timer)
    if ('error' in reply) query.reject(fromSentError(reply.error))
    else query.resolve(reply.value)
    rest(reader)
    dispatch()
  }

  const rest = (reader: Reader) => {
    reader.idleTimer = setTimeout(() => reader.child.disconnect(), idleTime)
    reader.idleTimer.unref()
  }

  const dispatch = () => {
    while (waiting.length > 0) {
      const free = [...readers].find(({ current, child }) => !current && child.connected)
      const reader = free ?? (readers.size < MOST_READERS && !isClosed ? start() : undefined)
      if (!reader) return
      const query = waiting.shift()
      if (!query) return
      clearTimeout(reader.idleTimer)
      reader.current = query
      reader.child.send(query.command)
    }
  }

  const timeOut = (query: Query) => {
    const place = waiting.indexOf(query)
    if (place >= 0) waiting.splice(place, 1)
    // The one thing that ends a query of SQLite from outside.
    for (const reader of readers) if (reader.current === query) reader.child.kill('SIGKILL')
    query.reject(
      new QueryTimeoutError(
        `The query took longer than ${deadline / 1000} s and was ended. Ask for a shorter range.`,
      ),
    )
  }

  return {
    call(store, method, args) {
      if (isClosed) return Promise.reject(new StoreBusyError('The collector is closing'))
      if (waiting.length >= MOST_WAITING) {
        return Promise.reject(new StoreBusyError('Too many queries wait already'))
      }
      return new Promise((resolve, reject) => {
        const command = { id: (lastId += 1), store, method, args }
        const query: Query = {
          command,
          resolve,
          reject,
          timer: setTimeout(() => timeOut(query), deadline),
        }
        waiting.push(query)
        dispatch()
      })
    },
    wake() {
      if (readers.size === 0 && !isClosed) rest(start())
    },
    count: () => readers.size,
    async close() {
      isClosed = true
      for (const query of waiting.splice(0))
        end(query, new StoreBusyError('The collector is closing'))
      await Promise.all(
        [...readers].map(({ child }) => {
          const ended = new Promise((resolve) => child.once('exit', resolve))
          child.kill('SIGKILL')
          return ended
        }),
      )
    },
  }
}

function end(query: Query | undefined, error: Error): void {
  if (!query) return
  clearTimeout(query.timer)
  query.reject(error)
}
