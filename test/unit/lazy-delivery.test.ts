import { expect, it, vi } from 'vitest'

import { createLazyDelivery } from '../../src/lazy-delivery.ts'

type Options = Parameters<typeof createLazyDelivery>[1]
type Late = Awaited<ReturnType<Parameters<typeof createLazyDelivery>[0]['get']>>

it('starts nothing when its code comes after it was stopped', async () => {
  const { promise, resolve } = Promise.withResolvers<Late>()
  const startDelivery = vi.fn<Late['startDelivery']>()
  const natives = { setTimeout, clearTimeout } as unknown as Options['natives']
  const delivery = createLazyDelivery({ current: () => undefined, get: () => promise }, {
    natives,
  } as Options)

  const flushed = delivery.flush()
  delivery.stop()
  resolve({ startDelivery } as unknown as Late)
  await flushed

  expect(startDelivery).not.toHaveBeenCalled()
})
