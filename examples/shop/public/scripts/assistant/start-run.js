import { loadAgentModule } from './agent-module.js'

/** Begins a run; in a shop without Casefile, one that tells nobody. */
export async function startRun() {
  try {
    const { run } = await loadAgentModule()
    return run({ conversational: true })
  } catch {
    return silentRun()
  }
}

/** Has every method, each of which returns the run again, so that calls can be chained. */
function silentRun() {
  const silent = new Proxy(
    {},
    // With a `then` it would be taken for a promise; without an id it gets no thumbs.
    { get: (_, name) => (name === 'then' || name === 'runId' ? undefined : () => silent) },
  )
  return silent
}
