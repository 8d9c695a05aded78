import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, it } from 'vitest'

import { openRunDatabase } from '../../../../server/src/storage/sqlite/open-run-database.ts'
import { createSqliteTraceStore } from '../../../../server/src/storage/sqlite/sqlite-trace-store.ts'
import { temporaryFolder } from '../../../helpers/temporary-folder.ts'

const NOON = Date.UTC(2026, 1, 27, 12)

it('leaves nothing of erased runs in pages that were split while others came', async () => {
  const folder = temporaryFolder()
  const store = createSqliteTraceStore(openRunDatabase(folder))
  for (let number = 0; number < 200; number += 1) {
    const userId = number % 3 === 0 ? 'eve' : 'ada'
    // Short enough to stand in the file as it is.
    const prompt = userId === 'eve' ? `Nineveh ${number}` : 'Tarshish'
    await store.appendParts({
      ...{ projectId: 'p', source: 'prod', receivedAt: NOON },
      parts: [
        {
          ...{ kind: 'run', runId: `run-${number}`, sessionId: userId, userId, prompt },
          ...{ startTime: NOON + number, endTime: NOON + number + 5, statusCode: 0 },
        },
      ],
    })
  }

  const erased = await store.eraseRuns('p', { userIds: ['eve'] })
  await store.close()

  const file = readFileSync(join(folder, 'runs.db'), 'latin1')
  expect(erased).toBe(67)
  expect(file).toContain('Tarshish')
  expect(file.match(/Nineveh \d+/g) ?? []).toEqual([])
})
