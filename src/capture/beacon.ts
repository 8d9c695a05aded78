import { observe } from '../browser/patch.ts'
import { takeUrl } from '../browser/read-url.ts'
import { guard } from '../lib/guard.ts'
import { trackRequests } from './track-requests.ts'
import type { Capture, NetworkOptions } from './types.ts'

/** Emits one event per `navigator.sendBeacon`: whether the browser took it over. */
export const captureBeacon: Capture<NetworkOptions> = (emit, options) => {
  const requests = trackRequests('beacon', emit, options)

  const uninstall = observe(
    navigator,
    'sendBeacon',
    guard((_self, [input, body], queued, above) => {
      const url = takeUrl(input)
      if (!url) return
      const end = requests.begin({ method: 'POST', url, body, above })
      end({ outcome: queued ? 'queued' : 'failed', status: 0 })
    }),
  )

  return () => {
    requests.stop()
    uninstall()
  }
}
