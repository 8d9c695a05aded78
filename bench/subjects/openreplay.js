import Tracker from '@openreplay/tracker'

const tracker = new Tracker({
  projectKey: 'bench',
  ingestPoint: `${location.origin}/backend/openreplay`,
  __DISABLE_SECURE_MODE: true,
  // By default it records 30 console calls a second and drops the others.
  consoleThrottling: 1000,
})
tracker.start()
