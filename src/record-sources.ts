import type { ConsoleOptions } from './capture/console.ts'
import type { ErrorOptions } from './capture/errors.ts'
import type { Emit, OnFlush, Subscribe, Uninstall } from './capture/types.ts'
import { EARLY_SOURCES, installSources } from './install-sources.ts'
import type { LateCode } from './late-code.ts'
import type { ResolvedOptions } from './resolve-options.ts'

interface RecordOptions
  extends
    Pick<ResolvedOptions, 'capture' | 'endpoint' | 'selectors' | 'responseHeaders'>,
    ConsoleOptions,
    ErrorOptions {
  late: LateCode
  subscribe: Subscribe
  onFlush: OnFlush
}

/** Installs the early sources now and the others when their code is there. */
export function recordSources(
  emit: Emit,
  { capture, endpoint, late, ...shared }: RecordOptions,
): Uninstall {
  const context = {
    // Our own requests use the unpatched fetch; this is for a page that runs `init` twice. By path
    // as well, for the collector may share its origin with the page's own API.
    ignoreUrl: (url: string) =>
      url.startsWith(endpoint) &&
      /^\/(v1\/(session|issue)s|api\/casefile)\b/.test(url.slice(endpoint.length)),
    ignoreKey: (key: string) => key.startsWith('casefile'),
    describe: () => late.current()?.describeClick,
    details: {},
    ...shared,
  }

  const uninstallers = [installSources(EARLY_SOURCES, emit, { capture, context })]
  let installed = true
  late.afterLoad(({ LATE_SOURCES }) => {
    if (installed) uninstallers.push(installSources(LATE_SOURCES, emit, { capture, context }))
  })

  return () => {
    installed = false
    for (const uninstall of uninstallers) uninstall()
  }
}
