import { describe, expect, it } from 'vitest'

import type { RunDetail, Step, ToolCall } from '../../../../inbox/src/agents/agent-types.ts'
import { formatTick } from '../../../../inbox/src/agents/run/format-tick.ts'
import { firstOfInterest, toSpans } from '../../../../inbox/src/agents/run/run-spans.ts'
import { placeOn, timeAxis } from '../../../../inbox/src/agents/run/time-axis.ts'

const at = (time: number) => new Date(time).toISOString()
const lasting = (start: number, end: number | null) => ({
  start_time: at(start),
  end_time: end === null ? null : at(end),
  status: 'ok' as const,
  status_message: null,
})
// The fields that the waterfall does not look at are left out.
const step = (id: string, start: number, end: number | null, more: Partial<Step> = {}) =>
  ({ step_id: id, model_used: null, model_requested: 'm', ...lasting(start, end), ...more }) as Step
const call = (id: string, start: number, end: number | null, more: Partial<ToolCall> = {}) =>
  ({ tool_call_id: id, tool_name: id, step_id: null, ...lasting(start, end), ...more }) as ToolCall
const run = (parts: Partial<RunDetail>) =>
  ({ agent: 'support', steps: [], tool_calls: [], ...lasting(0, 1_000), ...parts }) as RunDetail

describe('toSpans', () => {
  it('has the run first, then its parts as they began, calls below their step', () => {
    const spans = toSpans(
      run({
        steps: [step('s2', 600, 900), step('s1', 100, 300)],
        tool_calls: [call('t1', 300, 500, { step_id: 's1' }), call('t2', 300, 400)],
      }),
    )

    expect(spans.map(({ id, depth }) => [id, depth])).toEqual([
      ['run', 0],
      ['step:s1', 1],
      ['tool:t1', 2],
      ['tool:t2', 1],
      ['step:s2', 1],
    ])
  })

  it('shows first what failed, else the first part, else the run', () => {
    const failed = call('t1', 300, 500, { status: 'error' })
    const parts = { steps: [step('s1', 100, 300)], tool_calls: [failed] }

    expect(firstOfInterest(toSpans(run(parts)))?.id).toBe('tool:t1')
    expect(firstOfInterest(toSpans(run({ steps: parts.steps })))?.id).toBe('step:s1')
    expect(firstOfInterest(toSpans(run({ status: 'error' })))?.id).toBe('run')
  })
})

describe('timeAxis', () => {
  it('reaches from the first begin to the last end, in round steps', () => {
    const axis = timeAxis(
      [
        { start: 1_000, end: 3_400 },
        { start: 900, end: 1_200 },
      ],
      0,
    )

    expect(axis).toEqual({ start: 900, length: 2_500, ticks: [0, 500, 1_000, 1_500, 2_000, 2_500] })
  })

  it.each([
    [5_000, [0, 1_000, 2_000, 3_000, 4_000, 5_000]],
    [100_000, [0, 20_000, 40_000, 60_000, 80_000, 100_000]],
    [50 * 60_000, [0, 10, 20, 30, 40, 50].map((minutes) => minutes * 60_000)],
    [10 * 3_600_000, [0, 2, 4, 6, 8, 10].map((hours) => hours * 3_600_000)],
  ])('counts %i ms in steps of the clock', (end, ticks) => {
    expect(timeAxis([{ start: 0, end }], 0).ticks).toEqual(ticks)
  })

  it('lets what goes on reach to now', () => {
    const span = { start: 1_500, end: undefined }
    const axis = timeAxis([{ start: 1_000, end: 1_200 }, span], 3_000)

    expect(axis.length).toBe(2_000)
    expect(placeOn(axis, span)).toEqual({ left: 25, width: 75 })
  })

  it('has room for a run of no length, and keeps bars inside', () => {
    const axis = timeAxis([{ start: 5, end: 5 }], 0)

    expect(axis.length).toBe(1)
    expect(placeOn(axis, { start: 5, end: 5 })).toEqual({ left: 0, width: 0 })
    expect(placeOn(axis, { start: 4, end: 900 })).toEqual({ left: 0, width: 100 })
    expect(placeOn(axis, { start: 9, end: 4 })).toEqual({ left: 100, width: 0 })
  })
})

it.each([
  [0, '0'],
  [500, '500 ms'],
  [20_000, '20 s'],
  [60_000, '1 min'],
  [80_000, '1:20'],
  [90 * 60_000, '1:30 h'],
  [2 * 3_600_000, '2 h'],
])('writes a tick of %i ms as %s', (tick, written) => {
  expect(formatTick(tick)).toBe(written)
})
