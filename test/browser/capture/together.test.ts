import { describe, expect, inject, it, onTestFinished } from 'vitest'

import { captureBeacon } from '../../../src/capture/beacon.ts'
import { captureConsole } from '../../../src/capture/console.ts'
import { captureErrors } from '../../../src/capture/errors.ts'
import { captureFetch } from '../../../src/capture/fetch.ts'
import { captureNavigation } from '../../../src/capture/navigation.ts'
import { createRecordedErrors } from '../../../src/capture/recorded-errors.ts'
import { captureSockets } from '../../../src/capture/sockets.ts'
import { captureStorage } from '../../../src/capture/storage.ts'
import type { Emit } from '../../../src/capture/types.ts'
import { captureXhr } from '../../../src/capture/xhr.ts'
import { networkOptions } from '../../helpers/network-options.ts'

const server = inject('answeringServer')

function installAll(emit: Emit) {
  const network = networkOptions().options
  const uninstallers = [
    captureConsole(emit, createRecordedErrors()),
    captureErrors(emit, createRecordedErrors()),
    captureFetch(emit, network),
    captureXhr(emit, network),
    captureBeacon(emit, network),
    captureSockets(emit, network),
    captureStorage(emit, { ignoreKey: () => false, keepsValue: () => false }),
    captureNavigation(emit),
  ]
  return () => uninstallers.forEach((uninstall) => uninstall())
}

/** Every function of the page that a source may replace. */
function patchable(): unknown[] {
  return [
    ...[fetch, WebSocket, EventSource],
    ...Object.values(console).filter((value) => typeof value === 'function'),
    ...[XMLHttpRequest, Storage, History, Navigator, WebSocket, EventSource].flatMap(
      ({ prototype }) =>
        Object.values(Object.getOwnPropertyDescriptors(prototype)).map(({ value }) => value),
    ),
  ]
}

describe('all sources together', () => {
  it('leave nothing behind after a thousand starts and stops', () => {
    const before = patchable()

    for (let cycle = 0; cycle < 1000; cycle += 1) installAll(() => {})()

    const after = patchable()
    expect(after.every((value, index) => value === before[index])).toBe(true)
  })

  it.each(['first', 'last'])(
    'work twice on one page, each once for an event, whichever stops %s',
    async (order) => {
      const before = patchable()
      const counts = { one: 0, two: 0 }
      const stopOne = installAll((event) => (counts.one += event.type === 'network' ? 1 : 0))
      const stopTwo = installAll((event) => (counts.two += event.type === 'network' ? 1 : 0))
      onTestFinished(stopOne)
      onTestFinished(stopTwo)

      await fetch(`${server}/a`)
      const [stop, stopLater] = order === 'first' ? [stopOne, stopTwo] : [stopTwo, stopOne]
      stop()
      await fetch(`${server}/b`)
      stopLater()
      await fetch(`${server}/c`)

      expect(counts).toEqual(order === 'first' ? { one: 1, two: 2 } : { one: 2, two: 1 })
      // Stopped below a copy that still runs, the first one stays in the chain and only forwards.
      if (order === 'last') {
        expect(patchable().every((value, index) => value === before[index])).toBe(true)
      }
    },
  )
})
