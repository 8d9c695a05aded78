import type {
  AppendResult,
  EntryCounts,
  EntryPage,
  EventStore,
  SearchPage,
  SeriesBucket,
  StoredDay,
  StoredEntry,
} from '../event-store.ts'
import { packBatch } from '../pack-batch.ts'
import { DamagedDayError } from '../store-error.ts'
import type { Readers } from './readers.ts'
import type { Writer } from './writer.ts'

/** Log entries, written by the writer thread and read by reader processes. */
export function createEmbeddedEventStore(writer: Writer, readers: Readers): EventStore {
  // What comes back is what `eventQueries` and the writer gave; the types stand there.
  const read = async <Result>(method: string, ...args: unknown[]) => {
    try {
      return (await readers.call('events', method, args)) as Result
    } catch (error) {
      if (!(error instanceof DamagedDayError)) throw error
      await writer.call('events', 'repair', [error.day])
      return (await readers.call('events', method, args)) as Result
    }
  }

  return {
    async append(batch) {
      const packed = packBatch(batch)
      return (await writer.call('events', 'append', [packed], packed.json)) as AppendResult
    },
    dropDay: (day) => writer.call('events', 'dropDay', [day]) as Promise<number>,
    async erase(sessionIds) {
      await writer.call('events', 'erase', [sessionIds])
    },
    latest: (range, limit) => read<StoredEntry[]>('latest', range, limit),
    page: (range, page) => read<EntryPage>('page', range, page),
    counts: (ranges) => read<EntryCounts[]>('counts', ranges),
    clockLead: (range) => read<number>('clockLead', range),
    lastReceivedAt: (projectId) => read<number | undefined>('lastReceivedAt', projectId),
    series: (query) => read<SeriesBucket[]>('series', query),
    search: (query) => read<SearchPage>('search', query),
    days: () => read<StoredDay[]>('days'),
    async close() {},
  }
}
