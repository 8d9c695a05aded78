import { monitorEventLoopDelay } from 'node:perf_hooks'

import type { App } from '../http/app.ts'
import type { OutcomeCounter } from '../outcomes/outcome-counter.ts'
import { FINDING_KINDS, type Findings } from '../scrub/findings.ts'
import { createRegistry, type Counter, type Registry } from './registry.ts'

/** Seconds, from an answer out of memory to a replay on a bad line. */
const DURATIONS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

/** Counting the files of a large folder takes a while. */
const DISK_INTERVAL = 60_000

export interface MetricsSources {
  /** What waits for the writer thread. */
  pending: () => { commands: number; bytes: number; runsLag: number }
  /** What was taken out of captured data since the start. */
  scrubbed: () => Readonly<Findings>
  /** Jobs that wait or are under way. */
  jobs: () => Promise<number>
  /** The files of the data folder. */
  files: () => Promise<readonly { kind: string; bytes: number }[]>
}

export interface Metrics {
  countRequests(app: App): void
  /** The counter, and every count in the metrics as well. */
  countOutcomes(outcomes: OutcomeCounter): OutcomeCounter
  watch(sources: MetricsSources): void
  render(): Promise<string>
}

/** What an operator's Prometheus asks for. No label names a project, a person or an address. */
export function createMetrics({ version }: { version: string }): Metrics {
  const registry = createRegistry()
  watchProcess(registry, version)

  const requests = registry.counter({
    name: 'casefile_http_requests_total',
    help: 'Requests answered, by route and status.',
  })
  const durations = registry.histogram({
    name: 'casefile_http_request_duration_seconds',
    help: 'Time from the first byte of a request to the end of its answer.',
    buckets: DURATIONS,
  })
  const intake: Counter = registry.counter({
    name: 'casefile_intake_total',
    help: 'What came in (requests, bytes, entries, replay, issues, spans), by what became of it.',
  })

  return {
    countRequests(app) {
      app.addHook('onResponse', async (request, reply) => {
        const route = request.routeOptions.url ?? 'none'
        requests.add(1, { method: request.method, route, status: reply.statusCode })
        durations.observe(reply.elapsedTime / 1000, { route })
      })
    },
    countOutcomes: (outcomes) => ({
      ...outcomes,
      add(counted, at) {
        const { item, outcome, reason, count } = counted
        // What is taken back later stays: a counter only ever rises.
        if (count > 0) intake.add(count, { item, outcome, reason: reason ?? '' })
        outcomes.add(counted, at)
      },
    }),
    watch: (sources) => watchStores(registry, sources),
    render: () => registry.render(),
  }
}

function watchStores(registry: Registry, { pending, scrubbed, jobs, files }: MetricsSources): void {
  registry.gauge({
    name: 'casefile_writer_pending',
    help: 'Commands that wait for the writer thread.',
    read: () => pending().commands,
  })
  registry.gauge({
    name: 'casefile_writer_pending_bytes',
    help: 'Bytes that wait for the writer thread.',
    read: () => pending().bytes,
  })
  registry.gauge({
    name: 'casefile_runs_behind_seconds',
    help: 'How far what is read of agent runs is behind what was acknowledged.',
    read: () => pending().runsLag / 1000,
  })
  registry.gauge({
    name: 'casefile_scrubbed_values_total',
    rises: true,
    help: 'Values taken out of captured data since the start, by kind.',
    read: () => FINDING_KINDS.map((kind) => ({ labels: { kind }, value: scrubbed()[kind] })),
  })
  registry.gauge({
    name: 'casefile_disk_bytes',
    help: 'Size of the data folder, by what it holds.',
    read: atMostEvery(DISK_INTERVAL, async () => {
      const sums = new Map<string, number>()
      for (const { kind, bytes } of await files()) sums.set(kind, (sums.get(kind) ?? 0) + bytes)
      return [...sums].map(([kind, value]) => ({ labels: { kind }, value }))
    }),
  })
  registry.gauge({
    name: 'casefile_jobs_unfinished',
    help: 'Analyses that wait or are under way.',
    read: jobs,
  })
}

/** Answers with what it read last, so that asking often costs nothing. */
function atMostEvery<Value>(interval: number, read: () => Promise<Value>): () => Promise<Value> {
  let last: { at: number; value: Promise<Value> } | undefined
  return () => {
    const at = performance.now()
    if (!last || at - last.at > interval) last = { at, value: read() }
    return last.value
  }
}

function watchProcess(registry: Registry, version: string): void {
  const delay = monitorEventLoopDelay({ resolution: 20 })
  delay.enable()

  registry.gauge({
    name: 'casefile_info',
    help: 'The version that runs.',
    read: () => [{ labels: { version }, value: 1 }],
  })
  registry.gauge({
    name: 'process_resident_memory_bytes',
    help: 'Memory of the collector without its reader processes.',
    read: () => process.memoryUsage.rss(),
  })
  registry.gauge({
    name: 'process_cpu_seconds_total',
    help: 'Processor time used.',
    rises: true,
    read: () => {
      const { user, system } = process.cpuUsage()
      return (user + system) / 1e6
    },
  })
  registry.gauge({
    name: 'process_start_time_seconds',
    help: 'When the process started, Unix time.',
    read: () => Math.round(performance.timeOrigin / 1000),
  })
  registry.gauge({
    name: 'nodejs_eventloop_lag_seconds',
    help: 'How late timers were since this was last asked for.',
    read: () => {
      const lags = [50, 99, 100].map((percent) => ({
        labels: { quantile: percent / 100 },
        value: Math.max(0, delay.percentile(percent) / 1e9 - 0.02),
      }))
      delay.reset()
      return lags
    },
  })
}
