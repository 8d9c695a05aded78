import type { ConsoleOptions } from './capture/console.ts'
import type { ErrorOptions } from './capture/errors.ts'
import type { Emit, OnFlush, Subscribe, Uninstall } from './capture/types.ts'
import { EARLY_SOURCES, installSources } from './install-sources.ts'
import { whenIdle, whenLoaded } from './browser/page-load.ts'
import type { Natives } from './browser/natives.ts'
import { createLazyCode } from './lib/lazy-code.ts'
import type { ResolvedOptions } from './resolve-options.ts'

type Idle = typeof import('./idle.ts')

/** Gets the idle chunk; called again after a failure. */
export type LoadIdle = () => Promise<Idle>

interface RecordOptions
  extends
    Pick<
      ResolvedOptions,
      'capture' | 'endpoint' | 'release' | 'responseHeaders' | 'selectors' | 'storedValues' | 'tags'
    >,
    ConsoleOptions,
    ErrorOptions {
  load: LoadIdle
  natives: Natives
  debug(message: string): void
  subscribe: Subscribe
  onFlush: OnFlush
}

/** Installs the early sources now and the others when their code is there. */
export function recordSources(
  emit: Emit,
  { capture, endpoint, storedValues, load, natives, debug, ...shared }: RecordOptions,
): Uninstall {
  const idle = createLazyCode('idle', load, debug)
  const context = {
    // Our own requests use the unpatched fetch; this is for a page that runs `init` twice. By path
    // as well, for the collector may share its origin with the page's own API.
    ignoreUrl: (url: string) =>
      url.startsWith(endpoint) &&
      /^\/(v1\/(session|issue)s|api\/casefile)\b/.test(url.slice(endpoint.length)),
    ignoreKey: (key: string) => key.startsWith('casefile'),
    keepsValue: (key: string) =>
      storedValues.some((name) =>
        name.endsWith('*') ? key.startsWith(name.slice(0, -1)) : key === name,
      ),
    describe: () => idle.current()?.describeClick,
    details: {},
    ...shared,
  }

  const uninstallers = [installSources(EARLY_SOURCES, emit, { capture, context })]
  let installed = true
  const installLate = ({ LATE_SOURCES }: Idle) => {
    if (installed) uninstallers.push(installSources(LATE_SOURCES, emit, { capture, context }))
  }
  const loadIdle = () => void idle.get().then(installLate, () => {})
  whenLoaded(() => whenIdle(loadIdle, natives.setTimeout))

  return () => {
    installed = false
    for (const uninstall of uninstallers) uninstall()
  }
}
