import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'

import { onTestFailed, onTestFinished } from 'vitest'

const MAIN = fileURLToPath(new URL('../../server/dist/main.js', import.meta.url))

/** A collector says within this time that it listens, or something is wrong. */
const START_DEADLINE = 20_000

export interface RunningCollector {
  url: string
  inboxUrl: string
  /** Where the owner's account is made; null when there is one. */
  setUpUrl: string | null
  projectId: string
  keys: { capture: string; project: string; ingest: string; read: string }
  /** The data folder; hand it in again to start another collector on it. */
  data: string
  /** What it has written to standard error so far. */
  log(): string
  /** Ends the process, with SIGTERM unless told otherwise; resolves to the exit code. */
  stop(signal?: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): Promise<number | null>
}

export interface StartOptions {
  /** Default: a new folder that is removed with the test. */
  data?: string
  args?: readonly string[]
  /** Variables of its environment, beside those of the tests. */
  environment?: Record<string, string>
  /** Registers what undoes the start. Default: at the end of the current test. */
  onFinished?: (cleanUp: () => Promise<void>) => void
}

/** Starts the built collector as a process on a free port. */
export async function startCollector(options: StartOptions = {}): Promise<RunningCollector> {
  const { args = [], environment = {}, onFinished = onTestFinished } = options
  const data = options.data ?? (await temporaryFolder(onFinished))
  const child = spawn(
    process.execPath,
    [MAIN, 'start', '--port', '0', '--data', data, '--json', ...args],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...environment } },
  )
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const stop = (signal: NodeJS.Signals = 'SIGTERM') => {
    child.kill(signal)
    return exited
  }
  onFinished(async () => void (await stop('SIGKILL')))

  let errors = ''
  child.stderr.on('data', (chunk) => (errors += String(chunk)))
  // Outside of a test, that of a whole file, there is nothing to hang it on.
  if (!options.onFinished) onTestFailed(() => console.error(`The collector said:\n${errors}`))
  const log = () => errors
  const line: unknown = JSON.parse(await firstLine(child, { exited, log }))
  // The format of the line is what the tests of the command line check.
  return { ...(line as Omit<RunningCollector, 'data' | 'log' | 'stop'>), data, log, stop }
}

async function firstLine(
  child: ChildProcessByStdio<null, Readable, Readable>,
  { exited, log }: { exited: Promise<number | null>; log: () => string },
): Promise<string> {
  const lines = createInterface({ input: child.stdout })
  const deadline = AbortSignal.timeout(START_DEADLINE)
  const said = await Promise.race([
    once(lines, 'line', { signal: deadline }).then(([line]) => String(line)),
    exited.then((code) => new Error(`The collector ended with ${code}.\n${log()}`)),
  ]).catch(() => new Error(`The collector did not start in time.\n${log()}`))
  if (said instanceof Error) throw said
  return said
}

async function temporaryFolder(
  onFinished: (cleanUp: () => Promise<void>) => void,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'casefile-test-'))
  onFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }))
  return folder
}
