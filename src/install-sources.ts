import { captureClicks, type ClickOptions } from './capture/clicks.ts'
import { captureConsole } from './capture/console.ts'
import { captureErrors } from './capture/errors.ts'
import { captureFetch } from './capture/fetch.ts'
import { captureNavigation } from './capture/navigation.ts'
import { captureStorage } from './capture/storage.ts'
import type { Emit, Uninstall } from './capture/types.ts'
import { captureXhr } from './capture/xhr.ts'
import type { ResolvedOptions } from './resolve-options.ts'

/** Installs the capture sources that are on. A source that cannot be installed costs only itself. */
export function installSources(
  emit: Emit,
  { capture, endpoint }: ResolvedOptions,
  clicks: ClickOptions,
): Uninstall {
  // Our own requests use the unpatched fetch; this is for a page that runs `init` twice.
  const network = { ignoreUrl: (url: string) => url.startsWith(`${endpoint}/`) }
  const storage = { ignoreKey: (key: string) => key.startsWith('casefile') }

  const install: (() => Uninstall | false)[] = [
    () => capture.navigation && captureNavigation(emit, {}),
    () => capture.console && captureConsole(emit, {}),
    () => capture.errors && captureErrors(emit, {}),
    () => capture.fetch && captureFetch(emit, network),
    () => capture.xhr && captureXhr(emit, network),
    () => capture.storage && captureStorage(emit, storage),
    () => capture.clicks && captureClicks(emit, clicks),
  ]

  const uninstallers = install.map((run) => {
    try {
      return run()
    } catch {
      return false
    }
  })

  return () => {
    for (const uninstall of uninstallers) if (uninstall) uninstall()
  }
}
