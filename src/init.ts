import { announceCasefile } from './browser/agent-door.ts'
import type { Handle } from './handle.ts'
import { createInertHandle } from './inert-handle.ts'
import { initWith } from './init-with.ts'
import type { Options } from './options.ts'

/**
 * Starts recording and returns the handle.
 *
 * Never throws: options that cannot be used are named in one `console.error`, and the handle then
 * does nothing. In Node (server-side rendering) it does nothing either, silently.
 *
 * @example
 * const casefile = init({ key: 'uc_pk_…', endpoint: 'https://casefile.example.com' })
 */
export function init(options: Options): Handle {
  if (typeof window === 'undefined' || typeof document === 'undefined') {
    return createInertHandle('Casefile records in browsers only')
  }
  const handle = initWith(options, {
    recorder: () => import('./replay/recorder.ts'),
    late: () => import('./late.ts'),
    idle: () => import('./idle.ts'),
  })
  // The script tag is found by its name.
  if (handle.sessionId()) announceCasefile(handle)
  return handle
}
