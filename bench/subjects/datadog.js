import { datadogLogs } from '@datadog/browser-logs'
import { datadogRum } from '@datadog/browser-rum'

const common = {
  clientToken: 'pub0123456789abcdef0123456789abcdef',
  site: 'datadoghq.com',
  service: 'bench',
  proxy: ({ path }) => `${location.origin}/backend/datadog${path}`,
  sessionSampleRate: 100,
}

datadogRum.init({
  ...common,
  applicationId: '00000000-0000-4000-8000-000000000000',
  sessionReplaySampleRate: 100,
  startSessionReplayRecordingManually: false,
  defaultPrivacyLevel: 'mask',
  trackUserInteractions: true,
  trackResources: true,
  trackLongTasks: true,
})

// RUM by itself records errors of the console only.
datadogLogs.init({ ...common, forwardConsoleLogs: 'all', forwardErrorsToLogs: true })
