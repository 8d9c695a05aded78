import { expect, it, vi } from 'vitest'

import { gzip } from '../../../src/delivery/gzip.ts'
import { accept, makeDelivery } from '../../helpers/make-delivery.ts'

const range = (length: number) => Array.from({ length }, (_, index) => index)

const encodings = ({ got }: Pick<ReturnType<typeof makeDelivery>, 'got'>) =>
  got
    .filter(({ path }) => path.endsWith('/logs'))
    .map(({ headers }) => headers.get('content-encoding'))

it('compresses a batch for a collector that lists gzip', async () => {
  const page = makeDelivery({ batch: accept, extensions: ['gzip'] })
  await page.record(...range(50))

  await page.delivery.flush()

  expect(encodings(page)).toEqual(['gzip'])
  expect(page.sent()).toEqual([range(50)])
})

it('sends as it is what is too small to win anything', async () => {
  const page = makeDelivery({ batch: accept, extensions: ['gzip'] })
  await page.record(1)

  await page.delivery.flush()

  expect(encodings(page)).toEqual([null])
})

it('sends as it is to a collector that does not list gzip', async () => {
  const page = makeDelivery({ batch: accept, extensions: ['idempotency'] })
  await page.record(...range(50))

  await page.delivery.flush()

  expect(encodings(page)).toEqual([null])
})

it('sends as it is where the browser cannot compress', async () => {
  vi.stubGlobal('CompressionStream', undefined)
  const page = makeDelivery({ batch: accept, extensions: ['gzip'] })
  await page.record(...range(50))

  await page.delivery.flush()
  vi.unstubAllGlobals()

  expect(encodings(page)).toEqual([null])
  expect(page.sent()).toEqual([range(50)])
})

it('makes entries of the console several times smaller', async () => {
  const entry = (index: number) => ({ level: 'info', payload: { message: `request ${index}` } })
  const text = JSON.stringify({ logs: range(100).map(entry) })

  const packed = await gzip(text)

  expect(packed!.size).toBeLessThan(text.length / 4)
})
