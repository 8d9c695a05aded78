import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { createTakenIn } from '../../../../server/src/storage/embedded/taken-in.ts'

const waiting = (first: number, last: number) => ({ first, last, bytes: 1000, since: Date.now() })

describe('waiting for what was acknowledged to be taken in', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => vi.useRealTimers())

  it('ends with the last of what was there when it began', async () => {
    const taken = createTakenIn()
    taken.note(waiting(1, 2))
    const isThere = taken.whenUpToDate(2000)
    taken.note(waiting(3, 9))

    expect(await isThere).toBe(true)
  })

  it('is tried once while nothing moves, and again when something did', async () => {
    const taken = createTakenIn()
    taken.note(waiting(1, 2))
    const first = taken.whenUpToDate(2000)
    await vi.advanceTimersByTimeAsync(2000)
    expect(await first).toBe(false)

    // No timer runs here: a wait would not end.
    taken.note(waiting(1, 3))
    expect(await taken.whenUpToDate(2000)).toBe(false)

    taken.note(waiting(2, 3))
    const next = taken.whenUpToDate(2000)
    taken.note(undefined)
    expect(await next).toBe(true)
  })

  it('lasts as long as who can wait longer says', async () => {
    const taken = createTakenIn()
    taken.note(waiting(1, 2))
    const query = taken.whenUpToDate(2000)
    await vi.advanceTimersByTimeAsync(2000)
    await query

    const erasure = taken.whenUpToDate(30_000)
    taken.note(undefined)
    expect(await erasure).toBe(true)
  })

  it('is not called vain when something moved meanwhile', async () => {
    const taken = createTakenIn()
    taken.note(waiting(1, 5))
    const first = taken.whenUpToDate(2000)
    await vi.advanceTimersByTimeAsync(1000)
    taken.note(waiting(3, 5))
    await vi.advanceTimersByTimeAsync(1000)
    expect(await first).toBe(false)

    const next = taken.whenUpToDate(2000)
    taken.note(undefined)
    expect(await next).toBe(true)
  })
})
