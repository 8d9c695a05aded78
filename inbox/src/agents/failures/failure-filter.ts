import { readRange, type RangeName } from '../range.ts'
import type { Failure, FailureStatus } from './failure-types.ts'

export interface FailureFilter {
  range: RangeName
  /** Undefined for all. */
  status: FailureStatus | undefined
  kind: Failure['entity_type'] | undefined
  order: (typeof ORDERS)[number]['order']
}

export const STATUSES = [
  { name: undefined, status: 'active', label: 'Active' },
  { name: 'resolved', status: 'resolved', label: 'Resolved' },
  { name: 'ignored', status: 'ignored', label: 'Ignored' },
  { name: 'all', status: undefined, label: 'All' },
] as const

export const ORDERS = [
  { name: undefined, order: 'last_seen', label: 'Latest first' },
  { name: 'events', order: 'events', label: 'Most often first' },
  { name: 'first_seen', order: 'first_seen', label: 'Newest first' },
] as const

export function readFailureFilter(query: URLSearchParams): FailureFilter {
  const kind = query.get('kind')
  const status = query.get('status') ?? undefined
  const order = query.get('order') ?? undefined
  return {
    range: readRange(query),
    status: (STATUSES.find(({ name }) => name === status) ?? STATUSES[0]).status,
    kind: kind === 'run' || kind === 'tool_call' ? kind : undefined,
    order: (ORDERS.find(({ name }) => name === order) ?? ORDERS[0]).order,
  }
}
