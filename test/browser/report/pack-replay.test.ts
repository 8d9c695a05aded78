import { expect, it } from 'vitest'

import { packReplay } from '../../../src/report/pack-replay.ts'

const chunk = (bytes: number, opens: boolean) => ({
  body: new Uint8Array(bytes),
  gzip: true,
  opens,
})

const sizes = ({ chunks }: Awaited<ReturnType<typeof packReplay>>) =>
  chunks.map(({ body }) => body.byteLength)

it('keeps a replay whole that there is room for', async () => {
  const packed = await packReplay([chunk(10, true), chunk(20, false), chunk(30, true)], 100)

  expect(sizes(packed)).toEqual([10, 20, 30])
  expect(packed).toMatchObject({ bytes: 60 })
  expect(packed).not.toHaveProperty('cut')
})

it('keeps the newest part that begins with a picture of the page, and names the cut', async () => {
  const recorded = [chunk(30, true), chunk(30, true), chunk(10, false), chunk(10, false)]

  const packed = await packReplay(recorded, 60)

  expect(sizes(packed)).toEqual([30, 10, 10])
  expect(packed.bytes).toBe(50)
  expect(packed.cut).toMatch(/only its newest part.*60 bytes/)
})

it('keeps nothing that could not be shown, and says so', async () => {
  const packed = await packReplay([chunk(90, true), chunk(10, false)], 60)

  expect(packed).toMatchObject({ chunks: [], bytes: 0, cut: expect.stringMatching(/^none/) })
})

it('keeps at most 4 MiB of one recording', async () => {
  const packed = await packReplay([chunk(3e6, true), chunk(2e6, true)], Infinity)

  expect(sizes(packed)).toEqual([2e6])
})

it('costs the report nothing when a recording cannot be packed', async () => {
  async function* broken() {
    yield chunk(1, true)
    throw new Error('detached')
  }

  const packed = await packReplay(broken(), 100)

  expect(packed).toMatchObject({ chunks: [], cut: expect.stringMatching(/detached/) })
})
