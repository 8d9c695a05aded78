import type { Batch } from '../buffer/records.ts'
import { stringify } from '../lib/stringify.ts'
import type { RemoteSession } from './remote-sessions.ts'

/** The request that brings a batch; of our own headers only what the collector has listed. */
export function toRequest(
  { id, endpoint, key, entries }: Batch,
  { id: session, extensions }: RemoteSession,
) {
  return {
    endpoint,
    key,
    path: `/v1/sessions/${encodeURIComponent(session)}/logs`,
    body: stringify({ logs: entries }),
    idempotencyKey: extensions.includes('idempotency') ? id : undefined,
  }
}
