import type { Reply } from './collector-client.ts'

/**
 * Reads answers of the session-traces API as strictly as its published readers do: whatever they
 * would call malformed throws.
 */
export function readSessionList(reply: Reply): { sessions: object[]; total: number } {
  const body = readPage(reply, 'sessions')
  return { sessions: body.items, total: body.total }
}

export function readTraceList(reply: Reply) {
  const { items, total } = readPage(reply, 'traces')
  const meta = objectIn(reply.body, '_meta')
  expectTrue(typeof meta.source === 'string' && meta.source !== '', '_meta.source')
  expectCount(meta.event_count, '_meta.event_count')
  expectTrue(typeof meta.is_truncated === 'boolean', '_meta.is_truncated')
  expectTrue(
    Array.isArray(meta.source_chain) && meta.source_chain.every((each) => typeof each === 'string'),
    '_meta.source_chain',
  )
  for (const name of ['loaded_count', 'available_count']) {
    if (name in meta) expectCount(meta[name], `_meta.${name}`)
  }
  for (const name of ['warnings', 'errors']) {
    if (name in meta) expectNotices(meta[name], `_meta.${name}`)
  }
  return { traces: items.map(readEvent), total, meta }
}

function readPage({ status, body, headers }: Reply, name: string) {
  expectTrue(status === 200, `status ${status}`)
  expectTrue(String(headers['content-type']).startsWith('application/json'), 'content-type')
  expectTrue(Buffer.byteLength(JSON.stringify(body)) <= 2 * 1024 * 1024, 'at most 2 MiB')
  expectTrue(body.success === true, 'success')
  expectCount(body.total, 'total')
  expectCount(body.offset, 'offset')
  expectTrue(Number.isInteger(body.limit) && body.limit >= 1 && body.limit <= 200, 'limit')
  const items: unknown = body[name]
  if (!Array.isArray(items) || items.length > 200) throw new Error(`${name} is not a page`)
  for (const item of items) {
    expectTrue(typeof item === 'object' && item !== null && !Array.isArray(item), `${name}[]`)
  }
  return { items: items as Record<string, unknown>[], total: Number(body.total) }
}

/** The type is looked for in these places, and not in `eventType`. */
function readEvent(event: Record<string, unknown>) {
  const { type, id, timestamp, data } = event
  expectTrue(typeof type === 'string' && type !== '', 'type')
  expectTrue(typeof id === 'string' && id !== '', 'id')
  expectTrue(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(String(timestamp)), 'timestamp')
  expectTrue(typeof data === 'object' && data !== null, 'data')
  // Tests read what they expect.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  return event as any
}

function objectIn(body: Record<string, unknown>, name: string): Record<string, unknown> {
  const value = body[name]
  if (typeof value !== 'object' || value === null) throw new Error(`MALFORMED_RESPONSE: ${name}`)
  return value as Record<string, unknown>
}

function expectNotices(value: unknown, name: string): void {
  const isNotice = (each: Record<string, unknown>) =>
    ['source', 'code', 'message'].every((field) => typeof each[field] === 'string')
  expectTrue(Array.isArray(value) && value.every(isNotice), name)
}

function expectCount(value: unknown, name: string): void {
  expectTrue(Number.isInteger(value) && Number(value) >= 0, name)
}

function expectTrue(holds: boolean, what: string): void {
  if (!holds) throw new Error(`MALFORMED_RESPONSE: ${what}`)
}
