import { readFileSync } from 'node:fs'

import { sendRequest } from './http-request.ts'
import type { RunningCollector } from './start-collector.ts'

interface RecordedRequest {
  path: string
  headers: Record<string, string>
  body: string
}

/** What a published client sent, byte for byte. */
export function recordedRequests(client: string): RecordedRequest[] {
  const file = new URL(`../fixtures/agent-requests/${client}.json`, import.meta.url)
  return JSON.parse(readFileSync(file, 'utf8')) as RecordedRequest[]
}

/** Sends them as they were sent, in their order, with the collector's own key; the statuses. */
export async function replayRequests(
  { url, keys }: Pick<RunningCollector, 'url' | 'keys'>,
  requests: readonly RecordedRequest[],
): Promise<number[]> {
  const statuses: number[] = []
  for (const { path, headers, body } of requests) {
    const { status } = await sendRequest(url + path, {
      method: 'POST',
      headers: { ...headers, authorization: `Bearer ${keys.ingest}` },
      body,
    })
    statuses.push(status)
  }
  return statuses
}
