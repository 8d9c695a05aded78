import type { TraceStore } from '../storage/trace-store.ts'
import { analyseRuns } from './analyse-runs.ts'
import { writeDueInsights } from './insights/write-due-insights.ts'

/** After parts came in: longer than they take to settle. Milliseconds. */
const ANALYSE_AFTER = 1500
/** What was left when a collector ended is found after this, and a week that is over. */
const LOOK_INTERVAL = 60 * 60_000

export interface AgentAnalystOptions {
  traces: TraceStore
  now: () => number
  logError: (error: unknown) => void
}

export interface AgentAnalyst {
  /** Runs have come in. */
  wake(): void
  /** Resolves when what is under way is done; nothing more is begun. */
  stop(): Promise<void>
}

/** Looks at runs behind their arrival, and writes the insights of a week when it is over. */
export function createAgentAnalyst({ traces, now, logError }: AgentAnalystOptions): AgentAnalyst {
  let isStopped = false
  let timer: NodeJS.Timeout | undefined
  let wakesAt = Infinity
  let wokenAt = -Infinity
  let working = Promise.resolve()

  const plan = (delay: number) => {
    const at = now() + delay
    if (isStopped || at >= wakesAt) return
    clearTimeout(timer)
    wakesAt = at
    timer = setTimeout(begin, delay)
    timer.unref()
  }

  const begin = () => {
    wakesAt = Infinity
    working = working.then(work).catch(logError)
    // What came after this turn was planned has not settled yet.
    const settlesIn = wokenAt + ANALYSE_AFTER - now()
    plan(settlesIn > 0 ? settlesIn : LOOK_INTERVAL)
  }

  const work = async () => {
    // A collector without agents starts no reader for them.
    if (!(await traces.hasRuns())) return
    while (!isStopped && (await analyseRuns(traces, now)));
    if (!isStopped) await writeDueInsights(traces, now())
  }

  plan(ANALYSE_AFTER)
  return {
    wake() {
      wokenAt = now()
      plan(ANALYSE_AFTER)
    },
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await working
    },
  }
}
