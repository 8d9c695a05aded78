import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, it } from 'vitest'

import { openDatabase } from '../../../../server/src/storage/sqlite/database.ts'
import { createRunFile } from '../../../../server/src/storage/sqlite/run-file.ts'
import { temporaryFolder } from '../../../helpers/temporary-folder.ts'

it('opens what is there when the file is put away as it is being opened', () => {
  const path = join(temporaryFolder(), 'runs.db')
  writeFileSync(path, '')
  let openings = 0
  const file = createRunFile(path, () => {
    openings += 1
    if (openings === 1) rmSync(path)
    return openings === 1 ? openDatabase(path, { readOnly: true }) : openDatabase(':memory:', {})
  })

  expect(file.db.prepare('SELECT 1 AS one').get()).toEqual({ one: 1 })
  file.release()
})

it('says why a file that stays there cannot be opened', () => {
  const path = join(temporaryFolder(), 'runs.db')
  writeFileSync(path, '')
  const file = createRunFile(path, () => {
    throw new Error('too many open files')
  })

  expect(() => file.db.exec('SELECT 1')).toThrow('too many open files')
})
