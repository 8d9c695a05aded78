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

  it.each(['beside a running collector', 'without one'])(
    'leaves nothing of the runs of a user or a session, %s',
    async (where) => {
      const collector = await startCollector({ args: ['--dev'] })
      await sendRun(collector, 'quitegone', 'user-9')
      await sendRun(collector, 'staysforever', 'user-8')
      if (where === 'without one') await collector.stop()

      const { stdout } = await runServerCli(
        ...['erase', '--data', collector.data, '--user', 'user-9', '--yes'],
      )
      const files = await readDataFolder(collector.data)
      const holding = (word: RegExp) =>
        files.filter(({ text }) => word.test(text)).map((file) => file.where)

      expect(stdout).toMatch(/^Erased 0 sessions.*, and 1 runs of agents/)
      expect(holding(/quitegone|user-9/i)).toEqual([])
      expect(holding(/staysforever/)).not.toEqual([])
    },
  )

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

/** A run whose every text holds this word, and a part of one that is not known yet. */
async function sendRun(collector: RunningCollector, word: string, userId: string) {
  const time = '2026-02-27T12:00:00.000Z'
  const common = {
    start_time: time,
    end_time: time,
    status_code: 2,
    status_message: `${word} failed`,
  }
  const items = [
    {
      ...{ type: 'run', run_id: word, session_id: `session-${word}`, ...common },
      prompt: { user_prompt: `${word} please` },
      metadata: { 'tcc.userId': userId, 'tcc.userName': `Name ${word}` },
    },
    { type: 'step', run_id: word, step_id: 's', prompt: word, response: word, ...common },
    {
      type: 'tool_call',
      run_id: word,
      tool_call_id: 't',
      tool_name: 'search',
      args: word,
      ...common,
    },
  ]
  const { status } = await call(collector, 'POST /v1/custom', {
    key: collector.keys.project,
    headers: { authorization: `Bearer ${collector.keys.project}` },
    body: { type: 'batch', items },
  })
  expect(status).toBe(200)
}

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
