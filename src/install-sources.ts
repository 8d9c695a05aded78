import { captureBeacon } from './capture/beacon.ts'
import { captureClicks, type ClickOptions } from './capture/clicks.ts'
import { captureConsole, type ConsoleOptions } from './capture/console.ts'
import { captureErrors, type ErrorOptions } from './capture/errors.ts'
import { captureFetch } from './capture/fetch.ts'
import { captureNavigation } from './capture/navigation.ts'
import type { StorageOptions } from './capture/describe-storage.ts'
import { captureSockets } from './capture/sockets.ts'
import { captureStorage } from './capture/storage.ts'
import type {
  Capture,
  Emit,
  NetworkOptions,
  OnFlush,
  Subscribe,
  Uninstall,
} from './capture/types.ts'
import { captureXhr } from './capture/xhr.ts'
import type { ResolvedOptions } from './resolve-options.ts'

/** What sources are told; each takes what concerns it. */
export type SourceContext = ClickOptions &
  ConsoleOptions &
  ErrorOptions &
  NetworkOptions &
  StorageOptions &
  Pick<ResolvedOptions, 'release' | 'tags'> & { subscribe: Subscribe; onFlush: OnFlush }

/** What has to be there before the page's own code runs. For the others see `late-sources.ts`. */
const EARLY = {
  navigation: captureNavigation,
  console: captureConsole,
  errors: captureErrors,
  fetch: captureFetch,
  xhr: captureXhr,
  beacon: captureBeacon,
  sockets: captureSockets,
  storage: captureStorage,
  clicks: captureClicks,
}

const LATE_NAMES = ['cookies', 'inputs', 'vitals', 'environment'] as const

export type SourceName = keyof typeof EARLY | (typeof LATE_NAMES)[number]

/** The names of `options.capture`, beside `replay`. Some have a part in the first load and a late one. */
export const SOURCE_NAMES = [...Object.keys(EARLY), ...LATE_NAMES] as readonly SourceName[]

/** A source, and the name under which it can be turned off. */
export type Source = readonly [SourceName, Capture<SourceContext>]

export const EARLY_SOURCES = Object.entries(EARLY) as unknown as readonly Source[]

export interface InstallOptions {
  capture: { [Name in SourceName]: boolean }
  context: SourceContext
}

/** Installs those sources that are on. A source that cannot be installed costs only itself. */
export function installSources(
  sources: readonly Source[],
  emit: Emit,
  { capture, context }: InstallOptions,
): Uninstall {
  const uninstallers = sources.map(([name, install]) => {
    try {
      return capture[name] && install(emit, context)
    } catch {
      return false
    }
  })

  return () => {
    for (const uninstall of uninstallers) if (uninstall) uninstall()
  }
}
