import { onTestFinished } from 'vitest'

/** Counts the event listeners that are added from now on and have not been removed. */
export function countListeners() {
  const { addEventListener, removeEventListener } = EventTarget.prototype
  const added = new Map<string, number>()

  function note(type: string, change: 1 | -1) {
    added.set(type, (added.get(type) ?? 0) + change)
  }

  EventTarget.prototype.addEventListener = function (type, listener, options) {
    if (isPage(this)) {
      note(type, 1)
      const signal = typeof options === 'object' ? options?.signal : undefined
      signal?.addEventListener('abort', () => note(type, -1), { once: true })
    }
    return addEventListener.call(this, type, listener, options)
  }
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    if (isPage(this)) note(type, -1)
    return removeEventListener.call(this, type, listener, options)
  }
  onTestFinished(() => {
    Object.assign(EventTarget.prototype, { addEventListener, removeEventListener })
  })

  return {
    count: () => [...added.values()].reduce((sum, count) => sum + count, 0),
    left: () => [...added].filter(([, count]) => count !== 0),
  }
}

function isPage(target: EventTarget) {
  return target === window || target === undefined || target instanceof Node
}
