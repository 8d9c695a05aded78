import { randomUUID } from 'node:crypto'

const TIMES = { start_time: '2026-11-22T10:00:00.000Z', end_time: '2026-11-22T10:00:02.000Z' }

type Fields = Record<string, unknown>

/** A run as a client of `/v1/custom` sends it. */
export function runItem(fields: Fields = {}) {
  return { type: 'run', run_id: randomUUID(), ...TIMES, status_code: 0, ...fields }
}

export function stepItem(run_id: string, fields: Fields = {}) {
  return { type: 'step', run_id, step_id: randomUUID(), ...TIMES, status_code: 0, ...fields }
}

export function toolCallItem(run_id: string, fields: Fields = {}) {
  return {
    type: 'tool_call',
    run_id,
    tool_call_id: randomUUID(),
    tool_name: 'search',
    ...TIMES,
    status_code: 0,
    ...fields,
  }
}

export function batchOf(...items: object[]) {
  return { type: 'batch', items }
}
