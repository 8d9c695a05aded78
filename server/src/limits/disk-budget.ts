import { statfs } from 'node:fs/promises'

/** How often it is looked how much room there is; one call of the operating system. */
const INTERVAL = 5000
/** Adding up the files of a large folder must not become a load of its own: 1 part in 50. */
const MEASURING_SHARE = 50
/**
 * By how much the data may grow over `maxBytes` before writing ends. Retention brings it back below,
 * and cannot while all there is belongs to today or to issues.
 */
const TOLERANCE = 1.1

const DEFAULT_MIN_FREE = 1e9
const DEFAULT_MIN_FREE_SHARE = 0.05

export interface DiskFigures {
  freeBytes: number
  /** What must stay free; below it nothing is taken in. */
  minFreeBytes: number
  /** What the data takes; known only when there is a limit to it. */
  usedBytes: number | undefined
}

export interface DiskBudget {
  /** Why nothing more may be written; `undefined` while something may. */
  full(): 'min-free' | 'max-bytes' | undefined
  /** As of the newest look. */
  figures(): DiskFigures | undefined
  /** Looks now. */
  check(): Promise<void>
  stop(): void
}

export interface DiskBudgetOptions {
  folder: string
  /** Default: 1 GB, or 5 % of a small disk. */
  minFreeBytes: number | undefined
  maxBytes: number | undefined
  usedBytes: () => Promise<number>
  /** The data has grown over `maxBytes`; called again at most every minute. */
  onOverBudget: () => void
  logError: (error: unknown) => void
  now: () => number
  interval?: number
}

/** What stays free of a disk of this size when nobody says how much. */
export function defaultMinFree(diskBytes: number): number {
  return Math.round(Math.min(DEFAULT_MIN_FREE, diskBytes * DEFAULT_MIN_FREE_SHARE))
}

/** Watches the disk, so that writing ends before it is full, and goes on by itself after. */
export function createDiskBudget(options: DiskBudgetOptions): DiskBudget {
  const { folder, maxBytes, usedBytes, onOverBudget, logError, now, interval = INTERVAL } = options
  let figures: DiskFigures | undefined
  let measureAgainAt = 0
  let askAgainAt = 0
  let checking: Promise<void> | undefined

  const measureUsed = async (): Promise<number | undefined> => {
    if (maxBytes === undefined) return undefined
    const startedAt = now()
    if (startedAt < measureAgainAt) return figures?.usedBytes
    const used = await usedBytes()
    measureAgainAt = now() + (now() - startedAt) * MEASURING_SHARE
    return used
  }

  const look = async () => {
    const { bavail, bsize, blocks } = await statfs(folder)
    figures = {
      freeBytes: bavail * bsize,
      minFreeBytes: options.minFreeBytes ?? defaultMinFree(blocks * bsize),
      usedBytes: await measureUsed(),
    }
    const isOver = maxBytes !== undefined && (figures.usedBytes ?? 0) > maxBytes
    if (isOver && now() >= askAgainAt) {
      askAgainAt = now() + 60_000
      onOverBudget()
    }
  }

  const check = () =>
    (checking ??= look()
      .catch(logError)
      .finally(() => (checking = undefined)))
  const timer = setInterval(() => void check(), interval)
  timer.unref()

  return {
    full() {
      if (!figures) return undefined
      if (figures.freeBytes < figures.minFreeBytes) return 'min-free'
      const { usedBytes: used = 0 } = figures
      return maxBytes !== undefined && used > maxBytes * TOLERANCE ? 'max-bytes' : undefined
    },
    figures: () => figures,
    check,
    stop: () => clearInterval(timer),
  }
}
