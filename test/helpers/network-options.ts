import { inject } from 'vitest'

import type { NetworkOptions } from '../../src/capture/types.ts'
import { createSubscribers } from '../../src/lib/subscribers.ts'

/** What a network source is told, and the way to ask it for what it holds back. */
export function networkOptions(given: Partial<NetworkOptions> = {}) {
  const flushes = createSubscribers<boolean>()
  const options: NetworkOptions = {
    ignoreUrl: (url) => url.startsWith(`${inject('answeringServer')}/ours`),
    onFlush: flushes.add,
    responseHeaders: [],
    details: {},
    ...given,
  }
  return { options, flush: () => flushes.tell(false), leave: () => flushes.tell(true) }
}
