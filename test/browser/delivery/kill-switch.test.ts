import { beforeEach, describe, expect, it, vi } from 'vitest'

import { isSwitchedOff } from '../../../src/browser/switched-off.ts'
import { accept, makeDelivery } from '../../helpers/make-delivery.ts'

const disabledSession = () =>
  Response.json({ sessionId: 'remote', extensions: ['disabled'], disabled: true }, { status: 201 })

const acceptAndDisable = () => Response.json({ accepted: 1, disabled: true }, { status: 202 })

beforeEach(() => sessionStorage.clear())

describe('a collector that has switched capture off', () => {
  it('is sent nothing when it says so of the session, and what waited is deleted', async () => {
    const page = makeDelivery({ batch: accept, session: disabledSession })
    await page.record(1)

    await page.delivery.flush()

    expect(page.timesDisabled()).toBe(1)
    expect(page.sent()).toEqual([])
    await vi.waitFor(async () => expect(await page.store.list(['batch'])).toEqual([]))
    await page.delivery.flush()
    expect(page.got).toHaveLength(1)
  })

  it('is heeded by a page that captures already, with the next answer', async () => {
    const answers = [accept, acceptAndDisable]
    const page = makeDelivery({
      batch: (_, index) => answers[index]!(),
      extensions: ['idempotency', 'disabled'],
    })
    await page.record(1)
    await page.delivery.flush()
    expect(page.timesDisabled()).toBe(0)

    await page.record(2)
    await page.delivery.flush()

    expect(page.timesDisabled()).toBe(1)
    expect(page.sent()).toEqual([[1], [2]])
    expect(isSwitchedOff(page.device.project)).toBe(true)
  })

  it('still gets reports', async () => {
    const page = makeDelivery({ batch: accept, session: disabledSession })
    await page.record(1)
    await page.delivery.flush()
    const before = page.timesRestSent()

    await page.delivery.flush()

    expect(page.timesRestSent()).toBe(before + 1)
  })

  it('is not asked by the next tab of the device', async () => {
    const before = makeDelivery({ batch: accept, session: disabledSession })
    await before.record(1)
    await before.delivery.flush()
    await vi.waitFor(async () => expect(await before.store.list(['off'])).toHaveLength(1))

    const after = makeDelivery({ batch: accept, device: before.device })
    await vi.waitFor(() => expect(after.timesDisabled()).toBe(1))
    await after.record(2)
    await after.delivery.flush()

    expect(after.got).toEqual([])
  })

  it('is asked again after a quarter of an hour at the latest', async () => {
    const before = makeDelivery({ batch: accept, session: disabledSession })
    await before.record(1)
    await before.delivery.flush()
    await vi.waitFor(async () => expect(await before.store.list(['off'])).toHaveLength(1))
    before.delivery.stop()

    const now = Date.now()
    const clock = vi.spyOn(Date, 'now').mockImplementation(() => now + 15 * 60_000)
    try {
      const after = makeDelivery({ batch: accept, device: before.device })
      await after.record(2)
      await after.delivery.flush()

      expect(isSwitchedOff(after.device.project)).toBe(false)
      expect(after.sent()).toEqual([[2]])
    } finally {
      clock.mockRestore()
    }
  })
})

it('does not take the word of a server that has not announced the switch', async () => {
  const page = makeDelivery({ batch: acceptAndDisable, extensions: [] })
  await page.record(1)

  await page.delivery.flush()

  expect(page.timesDisabled()).toBe(0)
  expect(page.sent()).toEqual([[1]])
})
