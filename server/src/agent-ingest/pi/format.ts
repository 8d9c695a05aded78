import type { Format } from '../format.ts'
import { mapPiRun } from './map-pi-run.ts'

/** The Pi agent: one run with its messages. */
export const PI: Format = {
  path: '/v1/pi',
  summary: 'Send a run of the Pi agent',
  description:
    '`{runId, startTimestamp, endTimestamp, messages, toolExecutions, sessionId, conversational, metadata}`; times in epoch milliseconds.',
  map: mapPiRun,
}
