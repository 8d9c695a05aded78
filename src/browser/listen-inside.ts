import { listen } from './listen.ts'

/**
 * Listens on the window, and in the open shadow roots that a person is in, for events that do not
 * leave a shadow root. Holds on to no root but those of the last focus or click.
 */
export function listenInside<E extends Event>(
  types: readonly string[],
  handle: (event: E) => void,
): () => void {
  let entered: ShadowRoot[] = []
  let unlistenEntered: (() => void)[] = []
  const listenIn = (target: EventTarget) => types.map((type) => listen(target, type, handle))

  const enter = (roots: ShadowRoot[]) => {
    if (roots.length === entered.length && roots.every((root) => entered.includes(root))) return
    for (const unlisten of unlistenEntered) unlisten()
    entered = roots
    unlistenEntered = roots.flatMap(listenIn)
  }
  const follow = (event: Event) =>
    enter(event.composedPath().filter((step) => step instanceof ShadowRoot))

  const unlisteners = [
    ...listenIn(window),
    listen(window, 'focusin', follow),
    listen(window, 'click', follow),
  ]
  return () => {
    enter([])
    for (const unlisten of unlisteners) unlisten()
  }
}
