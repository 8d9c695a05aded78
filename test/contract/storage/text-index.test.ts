import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'

import { expect, it, onTestFinished } from 'vitest'

import { openStores } from '../../helpers/open-data-folder.ts'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'
import { consoleEntry } from '../../helpers/wire-entries.ts'

const NOON = Date.UTC(2026, 1, 27, 12)
const DAY = 24 * 60 * 60_000
const ERRORS = 3000

it('the index of texts does not bring back a day that was removed before its turn', async () => {
  const folder = temporaryFolder()
  const { events, close } = await openStores(folder)
  onTestFinished(close)
  const batch = (receivedAt: number) => ({
    projectId: 'p',
    sessionId: 's',
    receivedAt,
    entries: [consoleEntry('failure', { time: receivedAt, level: 'error' })],
  })

  await events.append(batch(NOON - DAY))
  await events.append(batch(NOON))
  await events.dropDay('20260226')
  // It takes the days in turn: with the second one it is past the first.
  await expect.poll(() => unindexed(folder), { timeout: 10_000 }).toBe(0)

  expect(await events.days()).toMatchObject([{ day: '20260227' }])
})

it('the index of texts catches up with what came in, and search finds the same before and after', async () => {
  const folder = temporaryFolder()
  const { events, close } = await openStores(folder)
  onTestFinished(close)
  const search = async () => {
    const query = { projectId: 'p', kinds: ['error'] as const, text: 'failure 7', limit: 200 }
    return (await events.search(query)).hits.map(({ entryId }) => entryId)
  }

  await events.append({
    projectId: 'p',
    sessionId: 's',
    receivedAt: NOON,
    entries: Array.from({ length: ERRORS }, (_, number) =>
      consoleEntry(`failure ${number}`, { time: NOON, level: 'error' }),
    ),
  })
  const before = await search()
  await expect.poll(() => unindexed(folder), { timeout: 10_000 }).toBe(0)

  // 7, 70 to 79, 700 to 799.
  expect(before).toHaveLength(111)
  expect(await search()).toEqual(before)
})

/** How many texts of `NOON`'s day are not in the index yet. */
function unindexed(folder: string): number {
  const db = new DatabaseSync(join(folder, 'events-20260227.db'), { readOnly: true })
  const row = db
    .prepare(
      `SELECT count(*) AS count FROM notable
       WHERE notable_id > (SELECT indexed_up_to FROM text_index)`,
    )
    .get()
  db.close()
  return Number(row?.count)
}
