import { createAccounts } from './accounts/accounts.ts'
import { createInboxSessions } from './accounts/inbox-sessions.ts'
import { createPasswords } from './accounts/passwords.ts'
import { createSetUpToken, type SetUpToken } from './accounts/set-up-token.ts'
import { createSignInThrottle } from './accounts/sign-in-throttle.ts'
import {
  createCareJobs,
  askForRetention,
  scheduleRetention,
  type CareOptions,
} from './care/care-jobs.ts'
import type { RetentionLimits } from './care/retention/retention-limits.ts'
import { createOfflineAnalyzer } from './analysis/offline/offline-analyzer.ts'
import { analyseIssue } from './analysis/analyse-issue.ts'
import { createApp } from './create-app.ts'
import { createAccessControl } from './http/access.ts'
import { createInboxAccess } from './http/inbox-access.ts'
import { createInboxCookies } from './http/inbox-cookies.ts'
import type { TrustedProxies } from './http/trust-proxy.ts'
import { createWorker } from './jobs/worker.ts'
import { createLogger, type LogLevel, type Logger } from './log/logger.ts'
import { createMetrics } from './metrics/metrics.ts'
import type { PrintedKeys } from './keys/dev-keys.ts'
import { createKeyUses } from './keys/key-uses.ts'
import { createKeyring } from './keys/keyring.ts'
import { openFirstProject } from './keys/project-keys.ts'
import { dataBytes } from './care/data-bytes.ts'
import { createDiskBudget } from './limits/disk-budget.ts'
import { createRequestLimits, type RequestAllowances } from './limits/request-limits.ts'
import { createSessionQuota } from './limits/session-quota.ts'
import { createEntryOutcomes } from './outcomes/entry-outcomes.ts'
import { createOutcomeCounter } from './outcomes/outcome-counter.ts'
import { startForgetting } from './outcomes/forget-outcomes.ts'
import { createScrubber } from './scrub/scrubber.ts'
import { findStaticFolders, missingBuilds, type StaticFolders } from './static/packages.ts'
import { listDataFiles } from './storage/data-files.ts'
import { openDataFolder, type Stores } from './storage/data-folder.ts'
import { STORAGE_ENTRIES } from './storage/embedded/entries.ts'
import { VERSION } from './version.ts'

export interface CollectorOptions {
  folder: string
  host: string
  port: number
  dev: boolean
  allowances: RequestAllowances
  /** The most that one session may hold. */
  sessionEntries: number
  sessionBytes: number
  sessionReplayBytes: number
  retention: RetentionLimits
  /** Default: 1 GB, or 5 % of a small disk. */
  minFreeBytes: number | undefined
  /** `''`, or the path that the collector has behind a proxy, e.g. `/casefile`. */
  basePath: string
  trustProxy: TrustedProxies
  /** The origin that people type, e.g. `https://casefile.example.com`. */
  publicUrl: string | undefined
  logLevel: LogLevel
  /** Lets other machines ask for the metrics. */
  metricsToken: string | undefined
}

export interface Collector {
  url: string
  inboxUrl: string
  /** Where the owner's account is made; null when there is one. Whoever has it becomes the owner. */
  setUpUrl: string | null
  projectId: string
  keys: PrintedKeys
  /** What works less than it could, e.g. because something is not built. */
  warnings: string[]
  /** Finishes what is under way, then closes everything. */
  stop(): Promise<void>
}

/** Composition root: opens the stores, starts the worker, and listens. */
export async function startCollector(options: CollectorOptions): Promise<Collector> {
  const { folder, host, port, dev, basePath, publicUrl, logLevel } = options
  const logger = createLogger(logLevel)
  const stores = await openDataFolder(folder, {
    entries: STORAGE_ENTRIES,
    onSetAside: ({ day, path, saved }) =>
      logger.error(
        { day, path, saved },
        'the entries of a day were damaged; what could be read was saved',
      ),
    onWriterDeath: (error) => logger.error({ err: error }, 'the writer thread died'),
  })
  try {
    const { project, keys } = await openFirstProject(stores.meta, { folder, dev, now: Date.now() })
    const folders = findStaticFolders()
    const setUpToken = createSetUpToken()
    const { app, care, stopCounting, worker } = await assemble(stores, {
      ...options,
      folders,
      setUpToken,
      logger,
    })

    const address = await app.listen({ host, port })
    worker.wake()
    const stopRetention = scheduleRetention(care)
    const url = readableUrl(address)
    const inboxUrl = `${publicUrl ?? url}${basePath}/inbox/`
    return {
      url,
      inboxUrl,
      setUpUrl: (await stores.meta.hasAccounts()) ? null : `${inboxUrl}set-up#${setUpToken.token}`,
      projectId: project.projectId,
      keys,
      warnings: missingBuilds(folders),
      async stop() {
        stopRetention()
        await Promise.all([app.close(), worker.stop()])
        await stopCounting()
        await stores.close()
      },
    }
  } catch (error) {
    await stores.close()
    throw error
  }
}

async function assemble(
  stores: Stores,
  options: CollectorOptions & { folders: StaticFolders; setUpToken: SetUpToken; logger: Logger },
) {
  const { folder, allowances, retention, basePath, folders, setUpToken, trustProxy } = options
  const { publicUrl, logger, metricsToken, minFreeBytes } = options
  const logError = (error: unknown) => logger.error({ err: error }, 'unexpected error')
  const now = () => Date.now()
  const { meta } = stores
  const cookies = createInboxCookies(basePath)
  const limits = createRequestLimits({ allowances, now })
  const metrics = createMetrics({ version: VERSION })
  const outcomes = metrics.countOutcomes(
    createOutcomeCounter({ write: meta.addOutcomes, now, logError }),
  )
  const scrub = createScrubber({
    meta,
    onFound: (projectId, item, count) =>
      outcomes.add({
        projectId,
        item,
        level: null,
        outcome: 'truncated',
        reason: 'scrubbed',
        count,
      }),
  })
  metrics.watch({
    pending: stores.pending,
    scrubbed: scrub.totals,
    jobs: stores.jobs.unfinished,
    files: () => listDataFiles(folder),
  })
  const quotas = { entries: options.sessionEntries, bytes: options.sessionBytes }
  const quota = createSessionQuota({ meta, quotas, now, logError })
  const stopForgetting = startForgetting({ meta, now, logError })
  const inboxSessions = createInboxSessions({ meta, now, logError })
  const inboxAccess = createInboxAccess({ meta, cookies, sessions: inboxSessions })
  const accounts = createAccounts({
    meta,
    passwords: createPasswords(),
    sessions: inboxSessions,
    throttle: createSignInThrottle({ now }),
    setUpToken,
    now,
  })
  const keyring = createKeyring({ meta, now })
  const keyUses = createKeyUses({ meta, now, logError })
  const analyzer = createOfflineAnalyzer()

  const care: CareOptions = {
    folder,
    stores,
    limits: retention,
    now,
    wakeWorker: () => worker.wake(),
    logError,
    tell: (sentence) => logger.warn(sentence),
  }
  const careJobs = createCareJobs(care)

  await stores.jobs.releaseAll()
  const worker = createWorker({
    jobs: stores.jobs,
    now,
    logError,
    run: ({ kind, subject }) => {
      switch (kind) {
        case 'analyse-issue':
          return analyseIssue({ ...stores, analyzer }, subject)
        case 'retention':
          return careJobs.retention(subject)
        case 'erase':
          return careJobs.erase(subject)
      }
    },
    async giveUp({ kind, subject }) {
      if (kind === 'analyse-issue') await meta.failAnalysis(subject)
    },
  })

  const disk = createDiskBudget({
    folder,
    minFreeBytes,
    maxBytes: retention.maxBytes,
    usedBytes: () => dataBytes(folder),
    onOverBudget: () => askForRetention(care),
    logError,
    now,
  })
  await disk.check()

  const app = await createApp({
    context: {
      ...stores,
      access: createAccessControl({ keyring, keyUses, inboxAccess, limits, now }),
      accounts,
      cookies,
      disk,
      quota,
      replayQuota: options.sessionReplayBytes,
      inboxAccess,
      inboxSessions,
      outcomes,
      entryOutcomes: createEntryOutcomes(outcomes, now),
      now,
      scrub,
      wakeWorker: worker.wake,
    },
    folders,
    version: VERSION,
    basePath,
    trustProxy,
    publicUrl,
    logger,
    metrics,
    metricsToken,
  })
  const stopCounting = async () => {
    stopForgetting()
    disk.stop()
    await Promise.all([keyUses.stop(), outcomes.stop(), quota.stop()])
  }
  return { app, care, stopCounting, worker }
}

/** An address for people: listening everywhere is reached as localhost. */
function readableUrl(address: string): string {
  return address.replace('//0.0.0.0', '//127.0.0.1').replace('//[::]', '//[::1]')
}
