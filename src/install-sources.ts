import { captureClicks, type ClickOptions } from './capture/clicks.ts'
import { captureConsole } from './capture/console.ts'
import { captureErrors } from './capture/errors.ts'
import { captureFetch } from './capture/fetch.ts'
import { captureNavigation } from './capture/navigation.ts'
import { captureStorage, type StorageOptions } from './capture/storage.ts'
import type { Capture, Emit, NetworkOptions, Uninstall } from './capture/types.ts'
import { captureXhr } from './capture/xhr.ts'

/** What sources are told; each takes what concerns it. */
type Context = ClickOptions & NetworkOptions & StorageOptions

/** All capture sources, under the names of `options.capture`. */
export const SOURCES = {
  navigation: captureNavigation,
  console: captureConsole,
  errors: captureErrors,
  fetch: captureFetch,
  xhr: captureXhr,
  storage: captureStorage,
  clicks: captureClicks,
} satisfies { [name: string]: Capture<Context> }

export type Source = keyof typeof SOURCES

// Object.keys does not know that there are no other keys.
export const SOURCE_NAMES = Object.keys(SOURCES) as Source[]

/** Installs the capture sources that are on. A source that cannot be installed costs only itself. */
export function installSources(
  emit: Emit,
  {
    capture,
    endpoint,
    describe,
  }: { capture: { [Name in Source]: boolean }; endpoint: string } & ClickOptions,
): Uninstall {
  const context: Context = {
    // Our own requests use the unpatched fetch; this is for a page that runs `init` twice. By path
    // as well, for the collector may share its origin with the page's own API.
    ignoreUrl: (url) =>
      url.startsWith(endpoint) &&
      /^\/(v1\/(session|issue)s|api\/casefile)\b/.test(url.slice(endpoint.length)),
    ignoreKey: (key) => key.startsWith('casefile'),
    describe,
  }

  const uninstallers = SOURCE_NAMES.map((name) => {
    try {
      return capture[name] && SOURCES[name](emit, context)
    } catch {
      return false
    }
  })

  return () => {
    for (const uninstall of uninstallers) if (uninstall) uninstall()
  }
}
