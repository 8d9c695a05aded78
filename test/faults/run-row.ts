import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { onTestFinished } from 'vitest'

import { startFaultProxy } from '../helpers/fault-proxy.ts'
import { rotateKey } from '../helpers/keys-command.ts'
import { startCollector } from '../helpers/start-collector.ts'
import { type Counts, countEntries } from './count-entries.ts'
import { countReports, type ReportCounts } from './count-reports.ts'
import { countRuns, type RunCounts } from './count-runs.ts'
import { type EngineName, launchEngine } from './engines/launch-engine.ts'
import type { Tab } from './engines/engine.ts'
import { countWritten, makeRecorder } from './make-recorder.ts'
import type { Row, World } from './row.ts'
import { serveSite } from './serve-site.ts'
import { until } from './until.ts'

/** Reading back as often as the suite does is no part of what is tested. */
const RATES = ['--address-rate', '100000', '--secret-key-rate', '100000']

export interface Outcome extends Counts {
  reports: ReportCounts
  runs: RunCounts
  /** Sentences that were to hold beside the numbers, and did not. */
  broken: string[]
}

/** Plays a row against a collector and a browser of its own, lets everything heal, and counts. */
export async function runRow(row: Row, engineName: EngineName): Promise<Outcome> {
  const first = await startCollector({ args: RATES })
  let collector = first
  let key = first.keys.capture
  const proxy = await startFaultProxy(() => collector.url)
  const site = await serveSite({
    endpoint: proxy.url,
    key: () => key,
    page: row.page,
    replay: !!row.reports,
  })
  const engine = await launchEngine(engineName, await temporaryProfile())
  onTestFinished(() => engine.close())

  const broken: string[] = []
  const count = () => countEntries(collector, proxy.sessions)
  const stored = (expected: number) => until(async () => (await count()).stored >= expected)

  const world: World = {
    proxy,
    engine,
    origin: site.origin,
    open: async () => makeRecorder(await engine.open(`${site.origin}/`)),
    told: site.told,
    stored,
    killCollector: async () => void (await first.stop('SIGKILL')),
    async restartCollector() {
      // Secrets are shown once, so the second start does not name them again.
      collector = { ...(await startCollector({ data: first.data, args: RATES })), keys: first.keys }
    },
    async rotateKey(grace) {
      key = await rotateKey(first, '--grace', grace)
    },
    check: (holds, sentence) => {
      if (!holds) broken.push(sentence)
    },
  }

  await row.run(world)
  proxy.misbehave()
  const visitor = await engine.open(`${site.origin}/visitor`)
  await drain(visitor)
  const reports = await countReports(collector, proxy.sessions)
  const runs = await countRuns(collector, proxy)
  return { ...(await count()), reports, runs, broken }
}

/** The next page of the origin delivers what is left; a second copy would come with it. */
async function drain(visitor: Tab): Promise<void> {
  await until(async () => {
    await visitor.run('Casefile.flush()')
    const { entries, reports } = await countWritten(visitor)
    return entries + reports === 0
  })
  await visitor.run('Casefile.flush()')
}

async function temporaryProfile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'casefile-faults-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }))
  return folder
}
