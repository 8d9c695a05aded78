/** Where runs go, and how. What is not set is read from the environment; see `configure`. */
export interface AgentSettings {
  /** The agent ingestion key, `tcc_prod_…` or `dev_…`. Secret: not for pages. */
  apiKey?: string
  /** Address of the collector, e.g. `https://casefile.example.com`. */
  endpoint?: string
  /** The whole address that runs are posted to, in place of `endpoint`'s `/v1/custom`. */
  url?: string
  /** The whole address that feedback is posted to, in place of `endpoint`'s `/v1/feedback`. */
  feedbackUrl?: string
  /** Says on the console what happens. Default `false`. */
  debug?: boolean
  /** A run that is not ended after so many milliseconds is sent as failed; 0: never. Default 20 minutes. */
  runTimeout?: number
}

const RUN_TIMEOUT = 20 * 60_000

const settings: AgentSettings = {}

/**
 * Sets what all runs share; later calls add to earlier ones.
 *
 * Without it, in Node, the environment counts: `CASEFILE_API_KEY`, `CASEFILE_ENDPOINT`,
 * `CASEFILE_FEEDBACK_URL` and `CASEFILE_DEBUG`, or `TCC_API_KEY`, `TCC_BASE_URL`,
 * `TCC_FEEDBACK_URL` and `TCC_DEBUG`. There is no default address: without one nothing is sent.
 *
 * @example
 * configure({ apiKey: 'tcc_prod_…', endpoint: 'https://casefile.example.com' })
 */
export function configure(given: AgentSettings): void {
  Object.assign(settings, given)
}

export const runTimeout = (): number => settings.runTimeout ?? RUN_TIMEOUT

export const isDebug = (): boolean =>
  settings.debug ?? /^(1|true)$/i.test(readEnv('CASEFILE_DEBUG', 'TCC_DEBUG') ?? '')

/** What a body is posted to, and as whom. */
export interface Destination {
  url: string
  key: string
}

/** Where to post to, or what is missing. */
export function findDestination(path: '/v1/custom' | '/v1/feedback'): Destination | string {
  const key = settings.apiKey ?? readEnv('CASEFILE_API_KEY', 'TCC_API_KEY')
  if (!key) return 'no key: set CASEFILE_API_KEY, or call configure({ apiKey, endpoint })'

  const url = path === '/v1/custom' ? settings.url : findFeedbackUrl()
  const endpoint = settings.endpoint ?? readEnv('CASEFILE_ENDPOINT', 'TCC_BASE_URL')
  if (url) return { key, url }
  if (endpoint) return { key, url: endpoint.replace(/\/+$/, '') + path }
  return 'no address: set CASEFILE_ENDPOINT, or call configure({ endpoint })'
}

function findFeedbackUrl(): string | undefined {
  return settings.feedbackUrl ?? readEnv('CASEFILE_FEEDBACK_URL', 'TCC_FEEDBACK_URL')
}

/** Pages have no environment, and what bundlers put in its place is of no use here. */
function readEnv(...names: string[]): string | undefined {
  const { process } = globalThis as {
    process?: { env?: { [name: string]: string | undefined } }
  }
  return names.map((name) => process?.env?.[name]).find(Boolean)
}
