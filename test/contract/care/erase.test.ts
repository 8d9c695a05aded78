import { describe, expect, it } from 'vitest'

import {
  call,
  openSession,
  readIssue,
  sendLogs,
  sendReplay,
} from '../../helpers/collector-client.ts'
import { readDataFolder } from '../../helpers/read-data-folder.ts'
import { runServerCli } from '../../helpers/run-server-cli.ts'
import { startCollector, type RunningCollector } from '../../helpers/start-collector.ts'
import { consoleEntry } from '../../helpers/wire-entries.ts'

describe('casefile-server erase', () => {
  it.each(['beside a running collector', 'without one'])(
    'leaves nothing of a session in any file, %s',
    async (where) => {
      const collector = await startCollector({ args: ['--dev'] })
      const erased = await record(collector, 'quitegone')
      const kept = await record(collector, 'staysforever')
      if (where === 'without one') await collector.stop()

      const { code, stdout } = await runServerCli(
        ...['erase', '--data', collector.data, '--session', erased.sessionId, '--yes'],
      )
      const files = await readDataFolder(collector.data)

      expect(code).toBe(0)
      expect(stdout).toMatch(/^Erased 1 sessions with 2 entries, 1 issues and 1 files/)
      expect(files.filter(({ text }) => /quitegone/i.test(text)).map((file) => file.where)).toEqual(
        [],
      )
      expect(files.some(({ text }) => text.includes('staysforever'))).toBe(true)

      const running =
        where === 'without one'
          ? await startCollector({ data: collector.data, args: ['--dev'] })
          : collector
      expect((await readIssue(running, kept.issueId)).logs).toHaveLength(2)
      expect((await readIssue(running, erased.issueId)).statusCode).toBe(404)
      const next = await call(running, `POST /v1/sessions/${erased.sessionId}/logs`, {
        key: running.keys.capture,
        body: { logs: [consoleEntry('later')] },
      })
      expect(next.status).toBe(404)
    },
  )

  it('finds the sessions of a user by the issues they reported', async () => {
    const collector = await startCollector()
    const first = await record(collector, 'one', { id: 'user-7' })
    const second = await record(collector, 'two', { id: 'user-7', name: 'Ada' })
    const other = await record(collector, 'three', { id: 'user-8' })

    const { stdout } = await runServerCli(
      ...['erase', '--data', collector.data, '--user', 'user-7', '--yes', '--json'],
    )

    const { sessionIds, erased } = JSON.parse(stdout)
    expect(erased).toBe(true)
    expect(new Set(sessionIds)).toEqual(new Set([first.sessionId, second.sessionId]))
    const files = await readDataFolder(collector.data)
    expect(files.filter(({ text }) => text.includes('user-7') || text.includes('Ada'))).toEqual([])
    expect((await readIssue({ ...collector }, other.issueId)).issueId).toBe(other.issueId)
  })

  it('stays within the project it was given', async () => {
    const collector = await startCollector()
    await record(collector, 'one', { id: 'user-7' })

    const { stdout } = await runServerCli(
      ...['erase', '--data', collector.data, '--user', 'user-7', '--project', 'another', '--yes'],
    )

    expect(stdout).toBe('Nothing was found.\n')
  })

  it('only says what would go when asked so', async () => {
    const collector = await startCollector()
    const { issueId } = await record(collector, 'one', { id: 'user-7' })

    const { stdout } = await runServerCli(
      ...['erase', '--data', collector.data, '--user', 'user-7', '--dry-run'],
    )

    expect(stdout).toMatch(/^Would erase 1 sessions with 2 entries, 1 issues/)
    expect((await readIssue(collector, issueId)).issueId).toBe(issueId)
  })

  it.each([
    [['--yes'], /either --user ID or --session ID/],
    [['--user', 'a', '--session', 'b', '--yes'], /either --user ID or --session ID/],
    [['--user', 'user-7'], /give --yes/],
  ])('does nothing with %j', async (args, message) => {
    const collector = await startCollector()
    const { issueId } = await record(collector, 'one', { id: 'user-7' })

    const { code, stderr } = await runServerCli('erase', '--data', collector.data, ...args)

    expect(code).toBe(2)
    expect(stderr).toMatch(message)
    expect((await readIssue(collector, issueId)).issueId).toBe(issueId)
  })
})

/** A session with entries, a recording and an issue that all hold this word. */
async function record(collector: RunningCollector, word: string, user?: object) {
  const sessionId = await openSession(collector)
  await sendLogs(collector, sessionId, [
    consoleEntry(`${word} failed`, { level: 'error' }),
    consoleEntry(word),
  ])
  await sendReplay(collector, sessionId, word)
  const { body } = await call(collector, 'POST /v1/issues', {
    key: collector.keys.capture,
    body: {
      sessionId,
      userDescription: `The word is ${word}`,
      metadata: { url: `http://shop.test/${word}`, ...(user && { user }) },
    },
  })
  const issueId = String(body.issueId)
  await expect
    .poll(async () => (await readIssue(collector, issueId)).analysis_status)
    .toBe('complete')
  return { sessionId, issueId }
}
