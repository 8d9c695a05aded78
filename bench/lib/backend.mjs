import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** What each backend must answer for its SDK to run as in production, and no more. */
const ANSWERS = {
  casefile: (path) =>
    path.endsWith('/sessions')
      ? json(
          {
            sessionId: crypto.randomUUID(),
            extensions: ['idempotency', 'gzip', 'replay', 'metadata'],
          },
          201,
        )
      : json({ success: true, received: 0 }, 202),
  sentry: () => json({}),
  datadog: () => json({}, 202),
  openreplay: (path) => json(path.endsWith('/start') ? openReplaySession() : {}),
  posthog: postHog,
}

/** Answers a request to `/backend/<name><path>`, or says `undefined`. */
export async function answerBackend(url) {
  const [, name, path] = /^\/backend\/(\w+)(\/[^?]*)?/.exec(url) ?? []
  return ANSWERS[name]?.(path ?? '/')
}

export function json(value, status = 200) {
  return { status, type: 'application/json', body: JSON.stringify(value) }
}

function openReplaySession() {
  return {
    token: 'token',
    userUUID: crypto.randomUUID(),
    projectID: '1',
    sessionID: '1',
    startTimestamp: Date.now(),
    delay: 0,
    beaconSizeLimit: 1_000_000,
    compressionThreshold: 24_000,
    canvasEnabled: false,
    features: {},
  }
}

async function postHog(path) {
  const [, script] = /^\/static\/(?:[\d.]+\/)?([\w.-]+)\.js$/.exec(path) ?? []
  if (script) {
    const file = require.resolve(`posthog-js/dist/${script}.js`)
    return { status: 200, type: 'text/javascript', body: await readFile(file) }
  }
  if (path.endsWith('/config.js')) {
    const body = `(window._POSTHOG_REMOTE_CONFIG ??= {}).phc_bench = { config: ${JSON.stringify(POSTHOG_CONFIG)}, siteApps: [] }`
    return { status: 200, type: 'text/javascript', body }
  }
  if (path.endsWith('/config')) return json(POSTHOG_CONFIG)
  if (path.startsWith('/flags'))
    return json({ flags: {}, errorsWhileComputingFlags: false, ...POSTHOG_CONFIG })
  return json({ status: 1 })
}

const POSTHOG_CONFIG = {
  token: 'phc_bench',
  supportedCompression: ['gzip', 'gzip-js'],
  hasFeatureFlags: false,
  autocapture_opt_out: false,
  autocaptureExceptions: true,
  captureDeadClicks: true,
  capturePerformance: { network_timing: true, web_vitals: true },
  heatmaps: true,
  surveys: false,
  siteApps: [],
  sessionRecording: {
    endpoint: '/s/',
    recorderVersion: 'v2',
    consoleLogRecordingEnabled: true,
    networkPayloadCapture: { recordBody: false, recordHeaders: true },
  },
}
