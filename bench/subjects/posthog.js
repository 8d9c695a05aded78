import posthog from 'posthog-js'

// The recorder and the other extensions come lazily, from the backend, as in production.
posthog.init('phc_bench', {
  api_host: `${location.origin}/backend/posthog`,
  defaults: '2025-05-24',
  // The measuring Chromium is headless, which it would take for a robot.
  opt_out_useragent_filter: true,
  autocapture: true,
  capture_exceptions: true,
  capture_dead_clicks: true,
  capture_heatmaps: true,
  enable_recording_console_log: true,
  session_recording: { recordHeaders: true, recordBody: false },
})
