import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it, onTestFinished } from 'vitest'

import type { Stores } from '../../../server/src/storage/data-folder.ts'
import { createSqliteEventStore } from '../../../server/src/storage/sqlite/sqlite-event-store.ts'
import type { SetAside } from '../../../server/src/storage/sqlite/set-aside.ts'
import { damages, overwrite } from '../../helpers/damages.ts'
import { openStores } from '../../helpers/open-data-folder.ts'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'
import { consoleEntry } from '../../helpers/wire-entries.ts'

const NOON = Date.UTC(2026, 1, 27, 12)
const FILE = 'events-20260227.db'
const session = { sessionId: 's', sessionCreatedAt: NOON }

/** A batch of its own page of entropy, so that a damaged page hurts one batch. */
function batchOf(number: number) {
  const noise = Array.from({ length: 200 }, (_, index) => Math.sin(number * 1000 + index)).join(' ')
  return {
    projectId: 'p',
    sessionId: 's',
    receivedAt: NOON,
    idempotencyKey: `batch-${number}`,
    entries: [consoleEntry(`${number}`, { time: NOON + number }), consoleEntry(noise)],
  }
}

/** A folder with a day of 40 batches, closed as it should be. */
async function folderWithBatches(): Promise<string> {
  const folder = temporaryFolder()
  const store = createSqliteEventStore(folder)
  for (let number = 0; number < 40; number += 1) await store.append(batchOf(number))
  await store.close()
  return folder
}

async function open(folder: string): Promise<{ stores: Stores; setAside: SetAside[] }> {
  const setAside: SetAside[] = []
  const stores = await openStores(folder, { onSetAside: (each) => setAside.push(each) })
  onTestFinished(() => stores.close())
  return { stores, setAside }
}

describe('a day of entries that is damaged', () => {
  it.each(Object.entries(damages))('is read and written again when %s', async (_name, damage) => {
    const folder = await folderWithBatches()
    damage(join(folder, FILE))
    const { stores, setAside } = await open(folder)

    const found = await stores.events.latest(session, 1000)
    const appended = await stores.events.append(batchOf(100))
    const after = await stores.events.latest(session, 1000)

    expect(appended).toEqual({ accepted: 2, repeated: false })
    expect(after.length).toBe(found.length + 2)
    const isKept = readdirSync(folder).some((name) => name.includes('.corrupt-1.db'))
    expect(isKept).toBe(setAside.length > 0)
  })

  it('keeps what can still be read, under the ids it had', async () => {
    const folder = await folderWithBatches()
    const before = createSqliteEventStore(folder)
    const whole = await before.latest(session, 1000)
    await before.close()
    damages['pages in its middle are garbage']?.(join(folder, FILE))
    const { stores, setAside } = await open(folder)

    const left = await stores.events.latest(session, 1000)

    expect(setAside).toHaveLength(1)
    // Three pages hold parts of at most six batches.
    expect(left.length).toBeGreaterThanOrEqual(whole.length - 12)
    expect(left.length).toBeLessThan(whole.length)
    for (const entry of left) expect(whole).toContainEqual(entry)
    expect(await stores.events.append(batchOf(0))).toMatchObject({ repeated: true })
  })
})

it('takes batches while a day before is damaged, in which keys are looked up', async () => {
  const folder = await folderWithBatches()
  const { stores, setAside } = await open(folder)
  const path = join(folder, FILE)
  overwrite(path, () => 4096, statSync(path).size - 4096)
  const nextDay = NOON + 24 * 60 * 60_000

  expect(await stores.events.append({ ...batchOf(100), receivedAt: nextDay })).toEqual({
    accepted: 2,
    repeated: false,
  })
  expect(setAside).toMatchObject([{ of: { day: '20260227' } }])
})

it('takes batches on a clock that was set back', async () => {
  const { stores } = await open(temporaryFolder())
  const day = 24 * 60 * 60_000
  await stores.events.append({ ...batchOf(1), receivedAt: NOON + 2 * day })
  await stores.events.append(batchOf(2))

  expect(await stores.events.append({ ...batchOf(1), receivedAt: NOON })).toMatchObject({
    repeated: true,
  })
  expect(await stores.events.latest(session, 9)).toHaveLength(4)
})
