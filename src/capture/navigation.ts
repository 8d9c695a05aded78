import { listen } from '../browser/listen.ts'
import { patch } from '../browser/patch.ts'
import { cut } from '../lib/cut.ts'
import { guard } from '../lib/guard.ts'
import type { NavigationEvent } from '../protocol/index.ts'
import type { Capture, NoOptions } from './types.ts'

type Kind = NavigationEvent['kind']

const URL_LENGTH = 2000

const TITLE_LENGTH = 200

const LOAD_KINDS: Record<string, Kind> = { reload: 'reload', back_forward: 'back-forward' }

/** Emits how the page was reached, and each change of its address without a load. */
export const captureNavigation: Capture<NoOptions> = (emit) => {
  let address = location.href

  const record = guard((kind: Kind, from: string, title?: string) => {
    address = location.href
    emit({
      type: 'navigation',
      time: Date.now(),
      kind,
      from: cut(from, URL_LENGTH),
      to: cut(address, URL_LENGTH),
      ...(title && { title: cut(title, TITLE_LENGTH) }),
    })
  })

  // A change that leaves the address alone is no navigation to a reader.
  const recordChange = guard((kind: Kind) => {
    if (location.href !== address) record(kind, address)
  })

  // On the instance, if a framework has put a method of its own there.
  const patchHistory = (method: 'pushState' | 'replaceState', kind: Kind) =>
    patch(
      history,
      method,
      (original) =>
        function (...args) {
          const result = Reflect.apply(original, this, args)
          recordChange(kind)
          return result
        },
    )

  const uninstallers = [
    patchHistory('pushState', 'push'),
    patchHistory('replaceState', 'replace'),
    // A change of the hash fires both; the one that comes second finds the address recorded.
    listen(window, 'popstate', () => {
      recordChange(withoutHash(location.href) === withoutHash(address) ? 'hash' : 'pop')
    }),
    listen(window, 'hashchange', () => recordChange('hash')),
    listen<PageTransitionEvent>(window, 'pageshow', ({ persisted }) => {
      if (persisted) record('back-forward', '', document.title)
    }),
  ]

  record(loadKind(), document.referrer, document.title)

  return () => {
    for (const uninstall of uninstallers) uninstall()
  }
}

function loadKind(): Kind {
  const [entry] = performance.getEntriesByType('navigation')
  return (entry instanceof PerformanceNavigationTiming && LOAD_KINDS[entry.type]) || 'load'
}

function withoutHash(url: string): string {
  return url.replace(/#.*/s, '')
}
