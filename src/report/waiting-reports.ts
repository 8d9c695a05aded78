import { asStored, deletions } from '../buffer/records.ts'
import type { Change, Key, Store } from '../buffer/store.ts'
import {
  chunkKey,
  chunkPrefix,
  settledKey,
  settledPrefix,
  type SettledReport,
  type WaitingChunk,
  waitingKey,
  waitingPrefix,
  type WaitingReport,
} from './waiting-report.ts'

/** Replays of all waiting reports together; the device is the person's. */
const REPLAYS_BYTES = 16 * 1024 * 1024

export interface WaitingReportsOptions {
  store: Store
  /** Whether the store outlives the page. */
  isDurable(): boolean
  /** The capture key. */
  project: string
  endpoint: string
}

/** The reports that wait, with their replays, until the collector has them. */
export interface WaitingReports {
  /** Keeps a report and its replay, both or neither; says whether for longer than this page. */
  add(report: WaitingReport, chunks: readonly WaitingChunk[]): Promise<'device' | 'page'>
  place(): 'device' | 'page'
  /** Oldest first. */
  list(): Promise<WaitingReport[]>
  /** As it is now; `undefined` when it was delivered, refused or withdrawn meanwhile. */
  find(report: WaitingReport): Promise<WaitingReport | undefined>
  /** Changes a report that still waits. */
  change(report: WaitingReport, changes: Partial<WaitingReport>): Promise<void>
  nextChunk(report: WaitingReport): Promise<StoredChunk | undefined>
  removeChunk(chunk: StoredChunk): Promise<void>
  /** Removes a report with its replay, and keeps in its place what became of it. */
  settle(report: WaitingReport, settled?: SettledReport): Promise<void>
  /** Hands out what became of reports; what `tell` says was heard is forgotten. */
  tellSettled(tell: (settled: SettledReport) => boolean): Promise<void>
  /** How large the replay of one more report may be, in bytes. */
  roomForReplay(): Promise<number>
}

export interface StoredChunk {
  key: Key
  value: WaitingChunk
}

export function createWaitingReports(options: WaitingReportsOptions): WaitingReports {
  const { store, isDurable, project, endpoint } = options
  const place = () => (isDurable() ? 'device' : 'page')

  const list = async () =>
    asStored<WaitingReport>(await store.list(waitingPrefix(project))).map(({ value }) => value)

  /** Only while it waits: nothing that was withdrawn may come back. */
  const whileWaiting = (
    report: WaitingReport,
    decide: (current: WaitingReport) => readonly Change[],
  ) =>
    store.update(waitingKey(project, report), ([record]) =>
      record ? decide(record.value as WaitingReport) : [],
    )

  return {
    place,
    list,

    async add(report, chunks) {
      await store.write([
        { put: waitingKey(project, report), value: { ...report, endpoint } },
        ...chunks.map((value, at) => ({ put: chunkKey(project, report.id, at), value })),
      ])
      return place()
    },

    async find(report) {
      const [record] = await store.list(waitingKey(project, report), 1)
      return record?.value as WaitingReport | undefined
    },

    change: (report, changes) =>
      whileWaiting(report, (current) => [
        { put: waitingKey(project, report), value: { ...current, ...changes } },
      ]),

    async nextChunk({ id }) {
      const [chunk] = asStored<WaitingChunk>(await store.list(chunkPrefix(project, id), 1))
      return chunk
    },

    removeChunk: ({ key }) => store.write([{ delete: key }]),

    async settle(report, settled) {
      const chunks = await store.list(chunkPrefix(project, report.id))
      await whileWaiting(report, () => [
        { delete: waitingKey(project, report) },
        ...deletions(chunks),
        ...(settled ? [{ put: settledKey(project, report), value: settled }] : []),
      ])
    },

    async tellSettled(tell) {
      // Mostly there is none, and a write of nothing has its price too.
      if ((await store.list(settledPrefix(project), 1)).length === 0) return
      await store.update(settledPrefix(project), (records) =>
        deletions(asStored<SettledReport>(records).filter(({ value }) => tell(value))),
      )
    },

    async roomForReplay() {
      const taken = (await list()).reduce((sum, { replayBytes }) => sum + replayBytes, 0)
      // A device that is nearly full keeps the words; with the replay it might keep neither.
      const { quota = Infinity, usage = 0 } = await readEstimate()
      return Math.max(0, Math.min(REPLAYS_BYTES - taken, (quota - usage) / 2))
    },
  }
}

/** Only where the page is secure, and not in every browser. */
async function readEstimate(): Promise<StorageEstimate> {
  try {
    return await navigator.storage.estimate()
  } catch {
    return {}
  }
}
