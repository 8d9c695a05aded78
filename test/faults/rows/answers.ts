import { type Fault, uploadKind } from '../../helpers/fault-proxy.ts'
import { answering, deadSocket, lostAnswer } from '../../helpers/faults.ts'
import type { Row, World } from '../row.ts'

/** Records, fails three times, and gets through by itself; the waits between are the page's own. */
const refusedThrice =
  (status: number, headers?: Record<string, string>) =>
  async ({ proxy, open, stored }: World) => {
    const tab = await open()
    await tab.flush()
    proxy.misbehave(answering(status, headers))
    const thrice = proxy.uploads(3)
    await tab.log(0, 30)
    await tab.flush()
    await thrice
    proxy.misbehave()
    await stored(30)
  }

/** The tab is closed while what it has recorded lies on the device, and its next batch is not made yet. */
const closeAtOnce =
  (fault?: Fault) =>
  async ({ proxy, open }: World) => {
    const tab = await open()
    await tab.flush()
    proxy.misbehave(fault)
    await tab.log(0, 30)
    await tab.written(30)
    await tab.close()
  }

/** A collector that is not there, or answers as it should not. */
export const answerRows: Row[] = [
  {
    name: 'dead socket, tab closed, reopened',
    expected: 30,
    isShort: true,
    async run({ proxy, open }) {
      const tab = await open()
      await tab.flush()
      proxy.misbehave(deadSocket)
      await tab.log(0, 30)
      await tab.flush()
      await tab.close()
    },
  },
  {
    name: 'dead socket, tab closed at once',
    expected: 30,
    isShort: true,
    run: closeAtOnce(deadSocket),
  },
  { name: 'tab closed at once', expected: 30, run: closeAtOnce() },
  {
    name: 'dead from the start',
    expected: 30,
    isShort: true,
    async run({ proxy, open, check }) {
      proxy.misbehave(deadSocket)
      const tab = await open()
      await tab.log(0, 30)
      await tab.flush()
      check(!proxy.attempts.some(isUploadPath), 'Nothing is sent before a session is known')
      await tab.close()
    },
  },
  { name: '503 three times', expected: 30, run: refusedThrice(503) },
  { name: '500 three times', expected: 30, run: refusedThrice(500) },
  {
    name: '429 with Retry-After',
    expected: 30,
    isShort: true,
    async run({ proxy, open, stored, check }) {
      const tab = await open()
      await tab.flush()
      const before = proxy.attempts.length
      proxy.misbehave(answering(429, { 'retry-after': '3' }))
      await tab.log(0, 30)
      await tab.flush()
      proxy.misbehave()
      await stored(30)
      // What the page recorded of itself may follow in a batch of its own.
      const [refused, next] = proxy.attempts.slice(before)
      check(next!.time - refused!.time >= 2_900, 'Nothing is sent before Retry-After is over')
    },
  },
  {
    name: 'response lost after commit',
    expected: 30,
    isShort: true,
    async run({ proxy, open, stored, check }) {
      const tab = await open()
      await tab.flush()
      const before = proxy.attempts.length
      proxy.misbehave(lostAnswer)
      const twice = proxy.uploads(2)
      await tab.log(0, 30)
      await tab.flush()
      await twice
      proxy.misbehave()
      await stored(30)
      await tab.flush()
      const keys = proxy.attempts.slice(before, before + 3).map((sent) => sent.idempotencyKey)
      check(new Set(keys).size === 1 && !!keys[0], 'A batch is sent again under the same key')
    },
  },
]

const isUploadPath = ({ path }: { path: string }) => uploadKind({ method: 'POST', path }) === 'logs'
