import type { Handle } from './handle.ts'
import { createInertHandle } from './inert-handle.ts'
import type { Options } from './options.ts'
import { OptionError, resolveOptions } from './resolve-options.ts'
import { type Loaders, start } from './start.ts'

/** `init` for builds that load the chunks in their own way. */
export function initWith(options: Options, loaders: Loaders): Handle {
  try {
    return start(resolveOptions(options), loaders)
  } catch (error) {
    const reason =
      error instanceof OptionError ? error.message : `could not start: ${String(error)}`
    // eslint-disable-next-line no-console -- the one message a developer must see
    console.error(`[casefile] ${reason}. Nothing is recorded.`)
    return createInertHandle(reason)
  }
}
