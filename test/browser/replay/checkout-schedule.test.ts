import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest'

import { createCheckoutSchedule } from '../../../src/replay/checkout-schedule.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
  // As in Safari: an idle moment is 50 ms away, which can be counted on.
  vi.stubGlobal('requestIdleCallback', undefined)
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

it('takes a checkout once the interval has passed, and only after a change', () => {
  const { schedule, checkout } = start()
  vi.advanceTimersByTime(5000)
  expect(checkout).not.toHaveBeenCalled()

  schedule.markDirty()
  vi.advanceTimersByTime(50)
  expect(checkout).toHaveBeenCalledOnce()

  schedule.markDirty()
  vi.advanceTimersByTime(1000)
  expect(checkout).toHaveBeenCalledOnce()
  vi.advanceTimersByTime(50)
  expect(checkout).toHaveBeenCalledTimes(2)
})

it('waits for a pause of the person, but not for ever', () => {
  const { schedule, checkout } = start(2000)
  schedule.markDirty()

  for (let time = 0; time < 3800; time += 100) {
    schedule.markActive()
    vi.advanceTimersByTime(100)
  }
  expect(checkout).not.toHaveBeenCalled()
  for (let time = 0; time < 1000; time += 100) {
    schedule.markActive()
    vi.advanceTimersByTime(100)
  }
  expect(checkout).toHaveBeenCalledOnce()
})

it('holds no timer while the page is hidden, and takes the checkout when it is seen again', () => {
  const { schedule, checkout } = start()
  let hidden = true
  const spy = vi.spyOn(document, 'hidden', 'get').mockImplementation(() => hidden)
  onTestFinished(() => spy.mockRestore())

  schedule.markDirty()
  schedule.request()
  expect(vi.getTimerCount()).toBe(0)

  hidden = false
  schedule.wake()
  vi.advanceTimersByTime(1000)
  expect(checkout).toHaveBeenCalledOnce()
})

it('takes a requested checkout soon, whatever was planned', () => {
  const { schedule, checkout } = start(60_000)
  schedule.markDirty()
  schedule.markActive()
  schedule.request()
  vi.advanceTimersByTime(100)

  expect(checkout).toHaveBeenCalledOnce()
  expect(vi.getTimerCount()).toBe(0)
})

it('counts what the checkout itself changes as a change after it', () => {
  const { schedule, checkout } = start()
  checkout.mockImplementationOnce(schedule.markDirty)
  schedule.markDirty()

  vi.advanceTimersByTime(2000)
  expect(checkout).toHaveBeenCalledOnce()
  vi.advanceTimersByTime(100)
  expect(checkout).toHaveBeenCalledTimes(2)
})

it('does nothing any more once stopped', () => {
  const { schedule, checkout } = start()
  schedule.markDirty()
  schedule.stop()
  vi.advanceTimersByTime(5000)

  expect(checkout).not.toHaveBeenCalled()
  expect(vi.getTimerCount()).toBe(0)
})

function start(interval = 1000) {
  const checkout = vi.fn()
  return { checkout, schedule: createCheckoutSchedule({ interval: () => interval, checkout }) }
}
