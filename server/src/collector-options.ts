import type { RetentionLimits } from './care/retention/retention-limits.ts'
import type { TrustedProxies } from './http/trust-proxy.ts'
import type { RequestAllowances } from './limits/request-limits.ts'
import type { LogLevel } from './log/logger.ts'
import type { ModelOptions } from './model/model-options.ts'

/** What a person can say of a collector when it is started. */
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
  /** Without one nothing ever leaves this machine. */
  model: ModelOptions | undefined
}
