import { call } from '../../call.ts'
import { OWN } from '../../request.ts'
import { askAgents, queryOf } from '../agent-api.ts'
import type { FailureFilter } from './failure-filter.ts'
import type { Failure, FailureDetail, FailureStatus } from './failure-types.ts'

export async function getFailures(
  projectId: string,
  { range, status, kind, order }: FailureFilter,
  signal: AbortSignal,
): Promise<Failure[]> {
  const query = queryOf({ range, status, entity_type: kind, order_by: order })
  const { failures } = await askAgents<{ failures: Failure[] }>(projectId, `failures?${query}`, {
    signal,
  })
  return failures
}

export async function getFailure(
  projectId: string,
  failureId: string,
  signal: AbortSignal,
): Promise<FailureDetail> {
  const path = `failures/${encodeURIComponent(failureId)}`
  const { failure } = await askAgents<{ failure: FailureDetail }>(projectId, path, { signal })
  return failure
}

export function setFailureStatus(
  projectId: string,
  failureId: string,
  status: FailureStatus,
): Promise<unknown> {
  const path = `${OWN}/projects/${encodeURIComponent(projectId)}/failures/${encodeURIComponent(failureId)}/status`
  return call(path, { method: 'PUT', body: { status } })
}
