import type { Scenarios } from '../harness/scenario.ts'
import { beaconScenarios } from './beacon.ts'
import { consoleScenarios } from './console.ts'
import { domScenarios } from './dom.ts'
import { errorScenarios } from './errors.ts'
import { eventScenarios } from './events.ts'
import { eventsourceScenarios } from './eventsource.ts'
import { failureScenarios } from './failures.ts'
import { fetchScenarios } from './fetch.ts'
import { historyScenarios } from './history.ts'
import { overrideScenarios } from './overrides.ts'
import { policyScenarios } from './policies.ts'
import { restartScenarios } from './restarts.ts'
import { storageScenarios } from './storage.ts'
import { websocketScenarios } from './websocket.ts'
import { xhrScenarios } from './xhr.ts'
import { zoneScenarios } from './zone.ts'

/** All scenarios, by what they concern. */
export const scenarios: Readonly<Record<string, Scenarios>> = {
  fetch: fetchScenarios,
  XMLHttpRequest: xhrScenarios,
  Storage: storageScenarios,
  History: historyScenarios,
  console: consoleScenarios,
  sendBeacon: beaconScenarios,
  WebSocket: websocketScenarios,
  EventSource: eventsourceScenarios,
  errors: errorScenarios,
  events: eventScenarios,
  'the document': domScenarios,
  'a page that breaks the script': failureScenarios,
  'a page that changes what all share': overrideScenarios,
  'a page with a policy': policyScenarios,
  'a page with other scripts': restartScenarios,
  'a page under zone.js': zoneScenarios,
}
