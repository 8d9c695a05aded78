import { resolve } from 'node:path'

import { startCollector, type Collector } from '../start-collector.ts'
import { defineCommand } from './command.ts'
import { allowancesOf, LIMIT_OPTIONS } from './limit-options.ts'
import { LOG_LEVELS, type LogLevel } from '../log/logger.ts'
import { MODEL_OPTIONS, modelOf } from './model-options.ts'
import { oneOf, wholeNumber } from './option-values.ts'
import {
  DATA_OPTION,
  flag,
  option,
  optionalText,
  UnusableValue,
  type OptionValues,
} from './option.ts'
import { PROXY_OPTIONS } from './proxy-options.ts'
import { RETENTION_OPTIONS } from './retention-options.ts'
import { UsageError } from './usage-error.ts'

const options = {
  port: option({
    placeholder: 'N',
    summary: 'Port to listen on; 0 takes any free one.',
    environment: true,
    fallback: 4600,
    read: wholeNumber('a port', { from: 0, to: 65_535 }),
  }),
  host: option({
    placeholder: 'HOST',
    summary: 'Address to listen on. The default is reached from this machine only.',
    environment: true,
    fallback: '127.0.0.1',
    read: readHost,
  }),
  data: DATA_OPTION,
  ...PROXY_OPTIONS,
  ...LIMIT_OPTIONS,
  ...RETENTION_OPTIONS,
  ...MODEL_OPTIONS,
  logLevel: option<LogLevel | undefined>({
    placeholder: 'LEVEL',
    summary: `What is written to standard error as lines of JSON: ${LOG_LEVELS.join(', ')}. With --dev it is warn, else info: one line a request.`,
    environment: true,
    fallback: undefined,
    read: oneOf('a level', LOG_LEVELS),
  }),
  metricsToken: optionalText({
    placeholder: 'TOKEN',
    summary:
      'Lets other machines read /metrics with this as Bearer token. Better set by the variable: what is typed, others on the machine can see.',
    environment: true,
  }),
  dev: flag({
    summary: 'Keep the secret keys in DIR/dev-keys.json, so that every start prints them.',
    environment: true,
  }),
  json: flag({
    summary: 'Print one line of JSON when listening, and nothing else.',
    environment: true,
  }),
}

type StartOptions = OptionValues<typeof options>

export const startCommand = defineCommand({
  name: 'start',
  summary: 'Start the collector.',
  description: `Listens, takes in what pages send, and serves the inbox until SIGTERM or SIGINT, which let
the requests under way finish. An option that is not typed is read from the variable in brackets.`,
  options,
  run: runStart,
})

/** A request or a job that takes longer than this is left to the next start. */
const SHUTDOWN_DEADLINE = 9000

async function runStart(values: StartOptions): Promise<void> {
  const collector = await start(values)
  print(collector, values)
  stopOnSignal(collector)
}

async function start(values: StartOptions): Promise<Collector> {
  const { data, host, port, maxDays, maxBytes, issueDays, ...settings } = values
  const model = modelOf(values, process.env)
  const retention = { maxDays, maxBytes, issueDays }
  const allowances = allowancesOf(values)
  const logLevel = values.logLevel ?? (values.dev ? 'warn' : 'info')
  try {
    const folder = resolve(data)
    return await startCollector({
      ...settings,
      ...{ folder, host, port, allowances, retention, logLevel, model },
    })
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

function print(collector: Collector, values: StartOptions): void {
  const { json, dev } = values
  const { url, inboxUrl, setUpUrl, projectId, keys, warnings } = collector
  for (const warning of warnings) console.error(`casefile-server: ${warning}`)
  if (json) {
    console.log(JSON.stringify({ url, inboxUrl, setUpUrl, projectId, keys }))
    return
  }

  console.log(`Casefile collector on ${url}\n\n  Inbox        ${inboxUrl}`)
  console.log(`  Capture key  ${keys.capture ?? '(none; make one with: casefile-server keys)'}`)
  if (keys.project) {
    console.log(`  Project key  ${keys.project}\n  Ingest key   ${keys.ingest}`)
    console.log(`  Read key     ${keys.read}`)
    if (!dev) console.log('\nThe last three are secret and shown only now.')
  }
  if (setUpUrl && isReachedByOthers(values)) console.log(`\n${setUpHint(setUpUrl, values)}`)
}

/** Whoever opens the address first owns the inbox, so it is only told here. */
function setUpHint(setUpUrl: string, { publicUrl }: StartOptions): string {
  return `The inbox has no owner yet. Open this address to become it; it is good until the collector
stops.${publicUrl ? '' : ' From another machine, put the name that people use in the place of its host.'}

  ${setUpUrl}`
}

function stopOnSignal(collector: Collector): void {
  let stopping = false

  const stop = () => {
    // Whoever asks twice will not wait. What was acknowledged is on disk.
    if (stopping) process.exit(1)
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

function isReachedByOthers({ host, basePath, publicUrl, trustProxy }: StartOptions): boolean {
  const isLoopback = host === 'localhost' || host === '::1' || host.startsWith('127.')
  const isBehindProxy = basePath !== '' || publicUrl !== undefined || trustProxy !== undefined
  return !isLoopback || isBehindProxy
}

function readHost(text: string): string {
  if (/^[\w.:%-]+$/.test(text)) return text
  throw new UnusableValue('is not an address; give a name or an IP address.')
}
