import { Worker } from 'node:worker_threads'

import type { SetAside } from '../sqlite/set-aside.ts'
import { StoreBusyError } from '../store-error.ts'
import { fromSentError } from './messages.ts'
import { createTakenIn, type TakenIn } from './taken-in.ts'
import type { FromWriter, ToWriter, WriterData } from './writer-messages.ts'

/** More than this on its way to the disk is not taken: memory is no buffer. */
const MOST_PENDING_BYTES = 64 * 1024 * 1024
const MOST_PENDING_COMMANDS = 20_000
/** Some 400 parts of runs, taken in within 25 ms. */
const DIRECT_BYTES = 256 * 1024
/** A writer that died is started anew after this. */
const RESTART_DELAY = 500

export interface Writer {
  /** Resolves when what the command did is on disk. Rejects with a `StoreError`. */
  call(
    store: 'meta' | 'jobs' | 'events' | 'traces',
    method: string,
    args: unknown[],
    /** Handed over instead of copied; nobody here may touch it afterwards. */
    transfer?: Uint8Array<ArrayBuffer>,
  ): Promise<unknown>
  /** What waits to be written, and by how many milliseconds what is read of runs is behind. */
  pending(): { commands: number; bytes: number; runsLag: number }
  /** Resolves when the parts of runs that have been acknowledged can be read. */
  runsTakenIn: TakenIn['whenUpToDate']
  /** Finishes what is under way. */
  close(): Promise<void>
}

export interface WriterOptions {
  /** The module of the writer thread. */
  entry: URL
  folder: string
  /** See `RunIntakeOptions`. */
  directBytes?: number
  /** A damaged file was put out of the way. */
  onSetAside: (setAside: SetAside) => void
  /** A batch of runs that was acknowledged could not be taken in. */
  onRefusedRuns: (error: Error) => void
  onDeath: (error: Error) => void
}

interface Pending {
  bytes: number
  resolve: (value: unknown) => void
  reject: (error: Error) => void
}

/** Starts the writer thread; resolves when it can write. */
export async function createWriter(options: WriterOptions): Promise<Writer> {
  const { entry, folder, directBytes = DIRECT_BYTES } = options
  const { onSetAside, onRefusedRuns, onDeath } = options
  const takenIn = createTakenIn()
  const pending = new Map<number, Pending>()
  let pendingBytes = 0
  let lastId = 0
  let isClosing = false
  let worker: Worker | undefined

  const settle = (id: number): Pending | undefined => {
    const command = pending.get(id)
    pending.delete(id)
    pendingBytes -= command?.bytes ?? 0
    return command
  }

  const receive = (message: FromWriter) => {
    if ('setAside' in message) onSetAside(message.setAside)
    if ('waitingRuns' in message) takenIn.note(message.waitingRuns)
    if ('refusedRuns' in message) onRefusedRuns(fromSentError(message.refusedRuns))
    if (!('replies' in message)) return
    for (const reply of message.replies) {
      const command = settle(reply.id)
      if ('error' in reply) command?.reject(fromSentError(reply.error))
      else command?.resolve(reply.value)
    }
  }

  const start = () =>
    new Promise<void>((resolve, reject) => {
      const workerData: WriterData = { folder, directBytes }
      const started = new Worker(entry, { workerData, name: 'casefile-writer' })
      let death = new Error('The writer thread has ended')
      started.on('message', (message: FromWriter) => {
        if ('ready' in message) {
          worker = started
          resolve()
        } else if ('failed' in message) reject(fromSentError(message.failed))
        else receive(message)
      })
      started.on('error', (error: unknown) => {
        death = error instanceof Error ? error : new Error(String(error))
      })
      started.once('exit', () => {
        const wasReady = worker === started
        worker = undefined
        reject(death)
        for (const id of [...pending.keys()]) settle(id)?.reject(new StoreBusyError(death.message))
        if (isClosing || !wasReady) return
        onDeath(death)
        setTimeout(restart, RESTART_DELAY)
      })
    })

  const restart = () => {
    if (isClosing) return
    start().catch((error: Error) => {
      onDeath(error)
      setTimeout(restart, RESTART_DELAY)
    })
  }

  await start()

  return {
    call(store, method, args, transfer) {
      const bytes = transfer?.byteLength ?? 0
      if (!worker)
        return Promise.reject(new StoreBusyError('The writer thread is being started anew'))
      if (pendingBytes + bytes > MOST_PENDING_BYTES || pending.size >= MOST_PENDING_COMMANDS) {
        return Promise.reject(new StoreBusyError('More waits to be written than may wait'))
      }

      const id = (lastId += 1)
      const command: ToWriter = { id, store, method, args }
      const to = worker
      return new Promise((resolve, reject) => {
        pending.set(id, { bytes, resolve, reject })
        pendingBytes += bytes
        to.postMessage(command, transfer ? [transfer.buffer] : [])
      })
    },
    pending: () => ({ commands: pending.size, bytes: pendingBytes, runsLag: takenIn.lag() }),
    runsTakenIn: takenIn.whenUpToDate,
    async close() {
      isClosing = true
      const closing = worker
      if (!closing) return
      const ended = new Promise((resolve) => closing.once('exit', resolve))
      const message: ToWriter = { close: true }
      closing.postMessage(message)
      await ended
    },
  }
}
