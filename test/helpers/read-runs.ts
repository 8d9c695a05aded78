import { call, type Reply } from './collector-client.ts'
import type { RunningCollector } from './start-collector.ts'

/** Reads with a key as Bearer, as the APIs of agent runs document it. */
export function read(
  collector: Pick<RunningCollector, 'url' | 'keys'>,
  path: string,
  key = collector.keys.read,
): Promise<Reply> {
  return call(collector, `GET ${path}`, { headers: { authorization: `Bearer ${key}` } })
}
