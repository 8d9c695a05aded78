import { guard } from '../lib/guard.ts'
import type { ConsoleOptions } from './console.ts'
import { describeResource } from './describe-resource.ts'
import type { ErrorOptions } from './errors.ts'
import type { Capture } from './types.ts'

/** A picture has failed some time before the browser says so. */
const EVENT_DELAY = 100

/** Emits pictures that failed before anybody listened: the script may come after them. */
export const captureEarlierPictures: Capture<ConsoleOptions & ErrorOptions> = (
  emit,
  { isRecorded, isNew },
) => {
  let installed = true

  const record = guard((image: HTMLImageElement) => {
    const description = installed && isNew(image) && describeResource(image)
    if (description) emit({ type: 'error', time: Date.now(), ...description })
  })

  const look = guard(() => {
    for (const image of document.images) {
      const isSuspect = image.complete && !image.naturalWidth && image.currentSrc
      // A size of 0 alone does not tell: drawings without a size of their own have it too.
      if (isSuspect && !isRecorded(image)) image.decode().catch(() => record(image))
    }
  })
  const timer = setTimeout(look, EVENT_DELAY)

  return () => {
    installed = false
    clearTimeout(timer)
  }
}
