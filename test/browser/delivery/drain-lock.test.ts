import { afterEach, describe, expect, it, vi } from 'vitest'

import { readNatives } from '../../../src/browser/natives.ts'
import { createDrainLock, type DrainLock } from '../../../src/delivery/drain-lock.ts'
import { randomId } from '../../../src/lib/random-id.ts'
import { freshStore } from '../../helpers/fresh-store.ts'

const ways: [string, () => void][] = [
  ['by Web Locks', () => {}],
  [
    'by a lease, as on plain http',
    () => vi.spyOn(navigator, 'locks', 'get').mockReturnValue(undefined!),
  ],
]

afterEach(() => vi.restoreAllMocks())

describe.each(ways)('tabs take turns %s', (_, begin) => {
  /** The locks of two tabs on one device. */
  function openTabs(): [DrainLock, DrainLock] {
    begin()
    const { store } = freshStore()
    const project = `uc_pk_${randomId()}`
    const open = () => createDrainLock(project, store, readNatives())
    return [open(), open()]
  }

  it('one does not begin while another drains, and may when that has ended', async () => {
    const [first, second] = openTabs()
    const { promise: end, resolve } = Promise.withResolvers<void>()
    let drained = 0
    const drain = async () => void (drained += 1)
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>()

    const draining = first({ wait: false, drain: () => (begin(), end) })
    await begun
    expect(await second({ wait: false, drain })).toBe(false)
    resolve()
    expect(await draining).toBe(true)

    expect(await second({ wait: false, drain })).toBe(true)
    expect(drained).toBe(1)
  })

  it('one that waits begins when the other has ended', async () => {
    const [first, second] = openTabs()
    const order: string[] = []
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
    const { promise: end, resolve } = Promise.withResolvers<void>()

    const draining = first({
      wait: false,
      async drain() {
        begin()
        await end
        order.push('first')
      },
    })
    await begun
    const waiting = second({ wait: true, drain: async () => void order.push('second') })
    resolve()

    expect(await Promise.all([draining, waiting])).toEqual([true, true])
    expect(order).toEqual(['first', 'second'])
  })

  it('gives its turn back when the drain fails, and says that it did', async () => {
    const [first, second] = openTabs()

    const failing = first({ wait: false, drain: () => Promise.reject(new Error('full')) })

    await expect(failing).rejects.toThrow('full')
    expect(await second({ wait: false, drain: async () => {} })).toBe(true)
  })
})
