import { describe, expect, it } from 'vitest'

import { analysedIssue } from '../../helpers/analysed-issue.ts'
import { openMetaStore } from '../../../server/src/storage/data-folder.ts'
import { call, openSession, reportIssue, sendLogs } from '../../helpers/collector-client.ts'
import type { Issue } from '../../helpers/read-collector.ts'
import { startCollector, type RunningCollector } from '../../helpers/start-collector.ts'
import { consoleEntry, requestEntry } from '../../helpers/wire-entries.ts'

describe('the analysis', () => {
  it('of every accepted issue happens, also when the collector is killed before', async () => {
    const first = await startCollector({ args: ['--dev'] })
    const sessionId = await openSession(first)
    const heavy = Array.from({ length: 100 }, (_, index) => requestEntry(`/${index}`))
    for (let batch = 0; batch < 10; batch += 1) await sendLogs(first, sessionId, heavy)
    const accepted: string[] = []
    const reports = Array.from({ length: 60 }, async () => {
      accepted.push(await reportIssue(first, sessionId))
      if (accepted.length === 30) await first.stop('SIGKILL')
    })
    await Promise.allSettled(reports)
    const pending = await pendingIssues(first)

    const second = await startCollector({ data: first.data, args: ['--dev'] })
    const statuses = async () => {
      const path = `GET /v1/projects/${second.projectId}/issues?limit=100`
      const { body } = await call(second, path, { key: second.keys.project })
      const listed = new Map<string, string>(
        body.issues.map((issue: Issue) => [issue.issueId, issue.analysis_status]),
      )
      return accepted.map((issueId) => listed.get(issueId))
    }

    // Otherwise the kill came too late to show anything.
    expect(pending.some((issueId) => accepted.includes(issueId))).toBe(true)
    await expect
      .poll(statuses, { timeout: 20_000, interval: 100 })
      .toEqual(accepted.map(() => 'complete'))
  })

  it('is made again when what led to the issue arrives late', async () => {
    const collector = await startCollector()
    const sessionId = await openSession(collector)
    const happened = Date.now() - 5000
    const issueId = await reportIssue(collector, sessionId)
    const before = await analysedIssue(collector, issueId)

    await sendLogs(collector, sessionId, [requestEntry('/api/checkout', { time: happened })])
    const after = await analysedIssue(collector, issueId, ({ ai_summary: summary }) =>
      summary.includes('answered 500'),
    )

    expect(before.analysis.evidence).toEqual([])
    expect(after.analysis.evidence).toHaveLength(1)
    expect(after.impact_score).toBeGreaterThan(before.impact_score)
  })

  it('keeps to the issue’s moment when the session goes on', async () => {
    const collector = await startCollector()
    const sessionId = await openSession(collector)
    const issueId = await reportIssue(collector, sessionId)
    await analysedIssue(collector, issueId)

    await sendLogs(collector, sessionId, [
      requestEntry('/later', { time: Date.now() + 3000 }),
      consoleEntry('was there', { level: 'error', time: Date.now() - 3000 }),
    ])
    const issue = await analysedIssue(collector, issueId, ({ ai_summary: summary }) =>
      summary.includes('was there'),
    )

    expect(JSON.stringify(issue.analysis)).not.toContain('/later')
  })
})

/** The issues without analysis in the folder of a collector that does not run. */
async function pendingIssues({ data, projectId }: RunningCollector): Promise<string[]> {
  const meta = openMetaStore(data)
  try {
    const { issues } = await meta.issues(projectId, { offset: 0, limit: 100 })
    return issues
      .filter(({ analysisStatus }) => analysisStatus === 'pending')
      .map(({ issueId }) => issueId)
  } finally {
    await meta.close()
  }
}
