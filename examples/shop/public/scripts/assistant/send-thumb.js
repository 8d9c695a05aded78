import { loadAgentModule } from './agent-module.js'

/** Says what somebody thinks of an answer; nobody waits for it. */
export function sendThumb(runId, score) {
  loadAgentModule().then(
    ({ submitFeedback }) => submitFeedback({ runId, score }),
    () => {},
  )
}
