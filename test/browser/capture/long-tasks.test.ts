import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'

import { captureLongTasks } from '../../../src/capture/long-tasks.ts'
import { collectEvents } from '../../helpers/collect-events.ts'

// The runner's page is a frame, which hears of long tasks only; frames are in `signals.test.ts`.
beforeEach(() => {
  const types = vi
    .spyOn(PerformanceObserver, 'supportedEntryTypes', 'get')
    .mockReturnValue(['longtask'])
  onTestFinished(() => types.mockRestore())
})

function keepBusy(duration: number) {
  const end = performance.now() + duration
  while (performance.now() < end);
}

/** In a task of its own, in a frame that is painted. */
function beBusy(duration: number) {
  return new Promise<void>((resolve) => {
    requestAnimationFrame(function stutter() {
      keepBusy(duration)
      resolve()
    })
  })
}

it('records how long the page could not react', async () => {
  const { events } = collectEvents('long-task', captureLongTasks)
  const before = Date.now()

  await beBusy(400)

  await vi.waitFor(() => expect(events.some(({ time }) => time >= before - 50)).toBe(true), 5_000)
  const event = events.findLast(({ time }) => time >= before - 50)!
  expect(event.duration).toBeGreaterThanOrEqual(390)
})

it('says of a page that stutters all the time how often it is left out', async () => {
  const losses = collectEvents('loss', captureLongTasks)
  const { events } = collectEvents('long-task', captureLongTasks)
  const observed: number[] = []
  const observer = new PerformanceObserver((list) => {
    observed.push(...list.getEntries().map(({ duration }) => duration))
  })
  observer.observe({ type: 'longtask', buffered: true })

  for (let count = 0; count < 13; count += 1) await beBusy(200)
  await vi.waitFor(
    () => expect(observed.filter((duration) => duration >= 200).length).toBeGreaterThan(12),
    5_000,
  )
  observer.disconnect()
  await vi.waitFor(() => expect(events).toHaveLength(10))
  losses.uninstall()

  expect(losses.events).toMatchObject([{ reason: 'rate', count: expect.any(Number) }])
})

it('is still after it is uninstalled', async () => {
  const { events, uninstall } = collectEvents('long-task', captureLongTasks)
  uninstall()
  const heard = new Promise((resolve) => {
    const observer = new PerformanceObserver(resolve)
    observer.observe({ type: 'longtask' })
    onTestFinished(() => observer.disconnect())
  })

  await beBusy(300)
  await heard

  expect(events).toEqual([])
})
