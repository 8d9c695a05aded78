import { join } from 'node:path'

import { describe, expect, it, onTestFinished } from 'vitest'

import { createGroupCommit } from '../../../../server/src/storage/embedded/group-commit.ts'
import type { Command } from '../../../../server/src/storage/embedded/messages.ts'
import { openDatabase } from '../../../../server/src/storage/sqlite/database.ts'
import { temporaryFolder } from '../../../helpers/temporary-folder.ts'

/** Commands insert a word into a table that takes each word once. */
function openGroup({ failCommits = 0, canMend = false } = {}) {
  const db = openDatabase(join(temporaryFolder(), 'words.db'), { durability: 'normal' })
  onTestFinished(() => db.close())
  db.exec('CREATE TABLE words (word TEXT PRIMARY KEY) STRICT')
  let commits = 0
  let mended = 0

  const group = createGroupCommit({
    async run({ args }) {
      const [word] = args as [string]
      db.prepare('INSERT INTO words VALUES (:word)').run({ word })
      return word.length
    },
    databaseOf({ method }) {
      if (method === 'nowhere') throw new Error('unable to open')
      return method === 'alone' ? undefined : db
    },
    beforeCommit() {
      commits += 1
      if (commits <= failCommits) throw Object.assign(new Error('disk full'), { errcode: 13 })
    },
    afterFailure: () => {},
    mend() {
      mended += 1
      return canMend
    },
  })
  const words = () =>
    db
      .prepare<{ word: string }>('SELECT word FROM words ORDER BY word')
      .all()
      .map(({ word }) => word)
  return { group, words, commits: () => commits, mended: () => mended }
}

const insert = (...words: string[]): Command[] =>
  words.map((word, id) => ({ id, store: 'words', method: 'insert', args: [word] }))

describe('a group commit', () => {
  it('does many commands in one commit and answers each', async () => {
    const { group, words, commits } = openGroup()

    const replies = await group.perform(insert('a', 'bb', 'ccc'))

    expect(replies).toEqual([
      { id: 0, value: 1 },
      { id: 1, value: 2 },
      { id: 2, value: 3 },
    ])
    expect({ words: words(), commits: commits() }).toEqual({
      words: ['a', 'bb', 'ccc'],
      commits: 1,
    })
  })

  it('lets one command fail without the others', async () => {
    const { group, words } = openGroup()

    const replies = await group.perform(insert('a', 'a', 'b'))

    expect(replies.map((reply) => 'error' in reply)).toEqual([false, true, false])
    expect(words()).toEqual(['a', 'b'])
  })

  it('acknowledges nothing when the commit fails', async () => {
    const { group, words } = openGroup({ failCommits: 1 })

    const replies = await group.perform(insert('a', 'b'))

    expect(replies).toMatchObject([
      { id: 0, error: { name: 'StorageFullError' } },
      { id: 1, error: { name: 'StorageFullError' } },
    ])
    expect(words()).toEqual([])
    expect(await group.perform(insert('a'))).toEqual([{ id: 0, value: 1 }])
  })

  it('does everything again once, when what was wrong could be mended', async () => {
    const { group, words, mended } = openGroup({ failCommits: 1, canMend: true })

    const replies = await group.perform(insert('a', 'b'))

    expect(replies.every((reply) => 'value' in reply)).toBe(true)
    expect({ words: words(), mended: mended() }).toEqual({ words: ['a', 'b'], mended: 1 })
  })

  it('refuses what has no file to go to, and does the rest', async () => {
    const { group, words } = openGroup()
    const [first, second] = insert('a', 'b')
    if (!first || !second) throw new Error('two commands are meant')

    const replies = await group.perform([{ ...first, method: 'nowhere' }, second])

    expect(replies).toMatchObject([
      { id: 0, error: { message: 'unable to open' } },
      { id: 1, value: 1 },
    ])
    expect(words()).toEqual(['b'])
  })

  it('runs alone what must not share a transaction, in its place', async () => {
    const { group, commits } = openGroup()
    const [first, second, third] = insert('a', 'b', 'c')
    if (!first || !second || !third) throw new Error('three commands are meant')

    await group.perform([first, { ...second, method: 'alone' }, third])

    expect(commits()).toBe(2)
  })
})
