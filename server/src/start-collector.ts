import { createSetUpToken } from './accounts/set-up-token.ts'
import { createAgentAnalyst } from './agent-analysis/agent-analyst.ts'
import { assembleAccess } from './assembly/assemble-access.ts'
import { assembleIntake } from './assembly/assemble-intake.ts'
import { assembleJobs } from './assembly/assemble-jobs.ts'
import type { Tools } from './assembly/tools.ts'
import { scheduleRetention } from './care/care-jobs.ts'
import type { CollectorOptions } from './collector-options.ts'
import { createApp } from './create-app.ts'
import type { PrintedKeys } from './keys/dev-keys.ts'
import { openFirstProject } from './keys/project-keys.ts'
import { createLogger, type Logger } from './log/logger.ts'
import { createMetrics } from './metrics/metrics.ts'
import { createModel } from './model/create-model.ts'
import { findStaticFolders, missingBuilds } from './static/packages.ts'
import { openDataFolder, type Stores } from './storage/data-folder.ts'
import { STORAGE_ENTRIES } from './storage/embedded/entries.ts'
import { VERSION } from './version.ts'

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

/** Composition root: opens the stores, puts the parts together, and listens. */
export async function startCollector(options: CollectorOptions): Promise<Collector> {
  const logger = createLogger(options.logLevel)
  const stores = await openStores(options.folder, logger)
  try {
    return await startOn(stores, options, logger)
  } catch (error) {
    await stores.close()
    throw error
  }
}

function openStores(folder: string, logger: Logger): Promise<Stores> {
  return openDataFolder(folder, {
    entries: STORAGE_ENTRIES,
    onSetAside: ({ of, path, saved }) => {
      if (of === 'runs') {
        logger.error({ path }, 'the runs of agents were damaged and set aside; new ones are kept')
        return
      }
      logger.error(
        { ...of, path, saved },
        'the entries of a day were damaged; what could be read was saved',
      )
    },
    onRefusedRuns: (error) =>
      logger.error(
        { err: error },
        'a batch of agent runs was not taken in; runs.db keeps it aside',
      ),
    onWriterDeath: (error) => logger.error({ err: error }, 'the writer thread died'),
  })
}

async function startOn(
  stores: Stores,
  options: CollectorOptions,
  logger: Logger,
): Promise<Collector> {
  const { folder, host, port, dev, basePath, publicUrl } = options
  const tools: Tools = {
    stores,
    now: () => Date.now(),
    logger,
    logError: (error) => logger.error({ err: error }, 'unexpected error'),
    metrics: createMetrics({ version: VERSION }),
  }
  const { project, keys } = await openFirstProject(stores.meta, {
    folder,
    dev,
    now: tools.now(),
  })
  const folders = findStaticFolders()
  const setUpToken = createSetUpToken()

  const access = assembleAccess(tools, options, setUpToken)
  const { care, worker, askForRetention } = await assembleJobs(tools, options)
  const intake = await assembleIntake(tools, options, { onOverBudget: askForRetention })
  const analyst = createAgentAnalyst({ ...tools, traces: stores.traces })
  const app = await createApp({
    ...options,
    context: {
      ...stores,
      ...access.context,
      ...intake.context,
      model: createModel(options.model),
      now: tools.now,
      wakeAnalyst: analyst.wake,
      wakeWorker: worker.wake,
    },
    folders,
    version: VERSION,
    logger,
    metrics: tools.metrics,
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
      await Promise.all([app.close(), worker.stop(), analyst.stop()])
      await Promise.all([access.stop(), intake.stop()])
      await stores.close()
    },
  }
}

/** An address for people: listening everywhere is reached as localhost. */
function readableUrl(address: string): string {
  return address.replace('//0.0.0.0', '//127.0.0.1').replace('//[::]', '//[::1]')
}
