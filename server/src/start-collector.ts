import { createOfflineAnalyzer } from './analysis/offline/offline-analyzer.ts'
import { analyseIssue } from './analysis/analyse-issue.ts'
import { createApp } from './create-app.ts'
import { createAccessControl } from './http/access.ts'
import { createInboxCookies } from './http/inbox-cookies.ts'
import { createRateLimit } from './http/rate-limit.ts'
import { createWorker } from './jobs/worker.ts'
import type { PrintedKeys } from './keys/dev-keys.ts'
import { createKeyUses } from './keys/key-uses.ts'
import { createKeyring } from './keys/keyring.ts'
import { openFirstProject } from './keys/project-keys.ts'
import { createScrubber } from './scrub/scrubber.ts'
import { findStaticFolders, missingBuilds } from './static/packages.ts'
import { openDataFolder, type Stores } from './storage/data-folder.ts'
import { VERSION } from './version.ts'

export interface CollectorOptions {
  folder: string
  host: string
  port: number
  dev: boolean
}

export interface Collector {
  url: string
  inboxUrl: string
  projectId: string
  keys: PrintedKeys
  /** What works less than it could, e.g. because something is not built. */
  warnings: string[]
  /** Finishes what is under way, then closes everything. */
  stop(): Promise<void>
}

const REQUESTS_PER_MINUTE = 600

/** Composition root: opens the stores, starts the worker, and listens. */
export async function startCollector(options: CollectorOptions): Promise<Collector> {
  const { folder, host, port, dev } = options
  const stores = openDataFolder(folder)
  try {
    const { project, keys } = await openFirstProject(stores.meta, { folder, dev, now: Date.now() })
    const folders = findStaticFolders()
    const { app, keyUses, worker } = await assemble(stores, folders)

    const address = await app.listen({ host, port })
    worker.wake()
    const url = readableUrl(address)
    return {
      url,
      inboxUrl: `${url}/inbox/`,
      projectId: project.projectId,
      keys,
      warnings: missingBuilds(folders),
      async stop() {
        await Promise.all([app.close(), worker.stop()])
        await keyUses.stop()
        await stores.close()
      },
    }
  } catch (error) {
    await stores.close()
    throw error
  }
}

async function assemble(stores: Stores, folders: ReturnType<typeof findStaticFolders>) {
  const logError = (error: unknown) => console.error(error)
  const now = () => Date.now()
  const cookies = createInboxCookies()
  const rateLimit = createRateLimit({ perMinute: REQUESTS_PER_MINUTE, now })
  const keyring = createKeyring({ meta: stores.meta, now })
  const keyUses = createKeyUses({ meta: stores.meta, now, logError })
  const analyzer = createOfflineAnalyzer()

  await stores.jobs.releaseAll()
  const worker = createWorker({
    jobs: stores.jobs,
    now,
    logError,
    run: (job) => analyseIssue({ ...stores, analyzer }, job.subject),
    giveUp: (job) => stores.meta.failAnalysis(job.subject),
  })

  const app = await createApp({
    context: {
      ...stores,
      access: createAccessControl({ keyring, keyUses, cookies, rateLimit, now }),
      cookies,
      now,
      scrub: createScrubber({ meta: stores.meta }),
      wakeWorker: worker.wake,
    },
    folders,
    version: VERSION,
    logError,
  })
  return { app, keyUses, worker }
}

/** An address for people: listening everywhere is reached as localhost. */
function readableUrl(address: string): string {
  return address.replace('//0.0.0.0', '//127.0.0.1').replace('//[::]', '//[::1]')
}
