import { EventType, IncrementalSource, type eventWithTime } from 'rrweb'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { createRollingWindow } from '../../../src/replay/rolling-window.ts'

const LIMITS = { duration: 1000, maxBytes: 1000 }

beforeEach(() => {
  vi.useFakeTimers({ now: 0 })
})
afterEach(() => {
  vi.useRealTimers()
})

it('keeps the segment before the last snapshot until the newer one is long enough', () => {
  const kept = createRollingWindow(LIMITS)
  const first = [add(kept, meta(0)), add(kept, snapshot(0)), add(kept, change(900))]
  const second = [add(kept, meta(1000)), add(kept, snapshot(1000)), add(kept, change(1900))]

  vi.setSystemTime(1900)
  expect(kept.read()).toEqual([...first, ...second])
  vi.setSystemTime(2000)
  expect(kept.read()).toEqual(second)
})

it('loses nothing when a snapshot fails after its Meta', () => {
  const kept = createRollingWindow(LIMITS)
  const events = [add(kept, meta(0)), add(kept, snapshot(0))]

  add(kept, meta(500))
  events.push(add(kept, change(600)))

  expect(kept.read()).toEqual(events)
})

it('keeps no change that has no snapshot before it', () => {
  const kept = createRollingWindow(LIMITS)
  add(kept, change(1))
  expect(kept.read()).toEqual([])
})

it('gives up the older segment when both are too large, and then later changes', () => {
  const kept = createRollingWindow(LIMITS)
  for (const event of [meta(0), snapshot(0), change(1)]) add(kept, event, 300)
  add(kept, meta(2), 10)
  add(kept, snapshot(2), 300)
  expect(kept.read()).toHaveLength(2)

  expect(kept.add(change(3), 600)).toBe('kept')
  expect(kept.add(change(4), 600)).toBe('overflowed')
  expect(kept.add(change(5), 1)).toBe('skipped')
  expect(kept.read().map(({ timestamp }) => timestamp)).toEqual([2, 2, 3])

  add(kept, meta(6), 10)
  expect(kept.add(snapshot(6), 300)).toBe('kept')
  expect(kept.add(change(7), 1)).toBe('kept')
})

it('keeps what it has when a snapshot is too large, and nothing that builds on that snapshot', () => {
  const kept = createRollingWindow(LIMITS)
  const events = [add(kept, meta(0)), add(kept, snapshot(0)), add(kept, change(1))]

  kept.add(meta(2), 10)
  expect(kept.add(snapshot(2), 2000)).toBe('overflowed')
  expect(kept.add(change(3), 1)).toBe('skipped')

  expect(kept.read()).toEqual(events)
})

function add(kept: ReturnType<typeof createRollingWindow>, event: eventWithTime, bytes = 1) {
  kept.add(event, bytes)
  return event
}

function meta(timestamp: number): eventWithTime {
  return { type: EventType.Meta, data: { href: '/', width: 1, height: 1 }, timestamp }
}

function snapshot(timestamp: number): eventWithTime {
  const node = { type: 3, textContent: '', id: 1 } as const
  return {
    type: EventType.FullSnapshot,
    data: { node, initialOffset: { top: 0, left: 0 } },
    timestamp,
  }
}

function change(timestamp: number): eventWithTime {
  const data = { source: IncrementalSource.Scroll, id: 1, x: 0, y: 0 } as const
  return { type: EventType.IncrementalSnapshot, data, timestamp }
}
