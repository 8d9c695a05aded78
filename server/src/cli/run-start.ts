import { resolve } from 'node:path'

import { startCollector, type Collector } from '../start-collector.ts'
import { UsageError, type StartCommand } from './parse-command.ts'

/** A request or a job that takes longer than this is left to the next start. */
const SHUTDOWN_DEADLINE = 9000

export async function runStart(command: StartCommand): Promise<void> {
  const collector = await start(command)
  print(collector, command)
  stopOnSignal(collector)
}

async function start({ data, host, port, dev }: StartCommand): Promise<Collector> {
  try {
    return await startCollector({ folder: resolve(data), host, port, dev })
  } catch (error) {
    throw explained(error, { host, port })
  }
}

/** The failures that a person can mend, with the way out. */
function explained(error: unknown, { host, port }: { host: string; port: number }): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  switch (code) {
    case 'EADDRINUSE':
      return new UsageError(
        `--port ${port} is in use on ${host}. Stop what listens there, or choose another port (0 takes any free one).`,
      )
    case 'EACCES':
      return new UsageError(`no permission to use --port ${port} or the folder of --data.`)
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new UsageError(`--host ${host} is not an address of this machine.`)
    default:
      return error
  }
}

function print(collector: Collector, { json, dev, host }: StartCommand): void {
  const { url, inboxUrl, projectId, keys, warnings } = collector
  for (const warning of warnings) console.error(`casefile-server: ${warning}`)
  if (json) {
    console.log(JSON.stringify({ url, inboxUrl, projectId, keys }))
    return
  }

  console.log(`Casefile collector on ${url}\n\n  Inbox        ${inboxUrl}`)
  console.log(`  Capture key  ${keys.capture ?? '(none; make one with: casefile-server keys)'}`)
  if (keys.project) {
    console.log(`  Project key  ${keys.project}\n  Ingest key   ${keys.ingest}`)
    console.log(`  Read key     ${keys.read}`)
    if (!dev) console.log('\nThe last three are secret and shown only now.')
  }
  if (host !== '127.0.0.1' && host !== 'localhost' && host !== '::1') {
    console.log(
      '\nThe inbox opens on this machine only; elsewhere use the API with the project key.',
    )
  }
}

function stopOnSignal(collector: Collector): void {
  let stopping = false

  const stop = () => {
    if (stopping) return
    stopping = true
    // Work that outlasts the deadline is safe: requests were not answered, jobs are leased.
    setTimeout(() => process.exit(0), SHUTDOWN_DEADLINE).unref()
    collector.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}
