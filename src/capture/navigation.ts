import { listen } from '../browser/listen.ts'
import { patch } from '../browser/patch.ts'
import { cut } from '../lib/cut.ts'
import { guard } from '../lib/guard.ts'
import { readProperty } from '../lib/read-property.ts'
import type { NavigationEvent } from '../protocol/index.ts'
import type { Capture, NoOptions, Uninstall } from './types.ts'

type Kind = NavigationEvent['kind']

/** What happens to the address; whether only its hash is new shows when it has happened. */
type RecordChange = (kind: Kind) => void

const URL_LENGTH = 2000

const TITLE_LENGTH = 200

const LOAD_KINDS: Record<string, Kind> = { reload: 'reload', back_forward: 'back-forward' }

/** By `NavigationCurrentEntryChangeEvent.navigationType`. */
const CHANGE_KINDS: Record<string, Kind> = { replace: 'replace', traverse: 'pop' }

/** Emits how the page was reached, and each change of its address without a load. */
export const captureNavigation: Capture<NoOptions> = (emit) => {
  let address = location.href

  const record = guard((kind: Kind, from: string, isLoad?: boolean, restored?: true) => {
    address = location.href
    emit(
      {
        type: 'navigation',
        time: Date.now(),
        kind,
        from: cut(from, URL_LENGTH),
        to: cut(address, URL_LENGTH),
        ...(restored && { restored }),
      },
      // Later: the title stands behind the script tag as often as before it.
      () => (isLoad && document.title ? { title: cut(document.title, TITLE_LENGTH) } : {}),
    )
  })

  // A change that leaves the address alone is no navigation to a reader. And whoever hears of one
  // second, by another event or through another layer of routers, finds it recorded.
  const recordChange = guard((kind: Kind) => {
    if (location.href === address) return
    record(withoutHash(location.href) === withoutHash(address) ? 'hash' : kind, address)
  })

  const unfollow = followAddress(recordChange)
  const unlisten = listen<PageTransitionEvent>(window, 'pageshow', ({ persisted }) => {
    if (persisted) record('back-forward', '', true, true)
  })

  record(loadKind(), document.referrer, true)

  return () => {
    unfollow()
    unlisten()
  }
}

/** Where the browser has the Navigation API it tells of everything, and nothing is replaced. */
function followAddress(recordChange: RecordChange): Uninstall {
  // Missing from the type: older browsers, and pages that have a variable of that name. A frame
  // of an opaque origin has the object, but neither entries nor events.
  const { navigation } = window as { navigation?: unknown }
  if (navigation instanceof EventTarget && readProperty(navigation, 'currentEntry')) {
    return listen<NavigationCurrentEntryChangeEvent>(
      navigation,
      'currententrychange',
      ({ navigationType }) => recordChange(CHANGE_KINDS[navigationType ?? ''] ?? 'push'),
    )
  }

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
    // Routers send one of their own for what they push, before our layer has its turn.
    listen(window, 'popstate', ({ isTrusted }) => isTrusted && recordChange('pop')),
    listen(window, 'hashchange', () => recordChange('hash')),
  ]
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
