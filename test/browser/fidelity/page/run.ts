import type { Tools } from '../harness/scenario.ts'
import { scenarios } from '../scenarios/all.ts'

const { group, name, resultId, withScript, when, collector } = fidelity.settings

/** An unhandled rejection is told a task after it has happened. */
const LAST_WORDS = 20

const port = location.port
const tools: Tools = {
  origin: location.origin,
  otherOrigin: `http://localhost:${port}`,
  ...(withScript && { casefile: (window as unknown as { Casefile: never }).Casefile }),
  initOptions: { key: collector.key, endpoint: collector.url },
  async loadAgain() {
    if (!withScript) return
    const script = document.createElement('script')
    script.src = `${collector.url}/casefile.js?again`
    script.dataset.key = collector.key
    script.dataset.endpoint = collector.url
    const loaded = new Promise((resolve) => script.addEventListener('load', resolve))
    document.head.append(script)
    await loaded
  },
}

void report()

// The page's load event must not wait for the scenario, and so no part of this does.
async function report() {
  let observed: unknown
  let failure: string | null = null
  try {
    if (when === 'settled') await settled()
    observed = await scenarios[group]![name]!.run(tools)
  } catch (error) {
    failure = `${(error as Error).name}: ${(error as Error).message}`
  }
  await new Promise((resolve) => fidelity.setTimeout(resolve, LAST_WORDS))

  const recording = withScript ? tools.casefile?.sessionId() : null
  const body = fidelity.stringify(
    { observed, failure, noticed: fidelity.noticed, recording },
    plain,
  )
  await fidelity.fetch(`/results/${resultId}`, { method: 'POST', body })
}

/** What JSON has no word for. */
function plain(_key: string, value: unknown): unknown {
  if (value === undefined) return '[undefined]'
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value)
  if (typeof value === 'function') return `[function ${value.name}]`
  return value
}

/** Page loaded, late code there, replay being recorded; as much time without the script. */
async function settled() {
  if (document.readyState !== 'complete') {
    await new Promise((resolve) => addEventListener('load', resolve, { once: true }))
  }
  if (!withScript) return
  await tools.casefile?.flush()
  const recorderCame = () =>
    performance.getEntriesByType('resource').some(({ name }) => name.includes('recorder'))
  while (!recorderCame()) await new Promise((resolve) => fidelity.setTimeout(resolve, 10))
  // It starts in the task that follows the one in which it has come.
  await new Promise((resolve) => fidelity.setTimeout(resolve, 50))
}
