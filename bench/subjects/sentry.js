import * as Sentry from '@sentry/browser'

Sentry.init({
  dsn: 'https://public@sentry.invalid/1',
  tunnel: '/backend/sentry',
  integrations: [Sentry.browserTracingIntegration(), Sentry.replayIntegration()],
  tracesSampleRate: 1,
  replaysSessionSampleRate: 1,
  replaysOnErrorSampleRate: 1,
})
