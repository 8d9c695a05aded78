import { listen } from '../browser/listen.ts'
import type { ClickEvent } from '../protocol/index.ts'
import type { Selectors } from '../privacy/selectors.ts'
import type { Capture } from './types.ts'

/** Describes what was clicked, innermost element first; `undefined` for a click not worth recording. */
export type DescribeClick = (
  path: readonly Element[],
  selectors: Selectors,
) => Omit<ClickEvent, 'type' | 'time'> | undefined

export interface ClickOptions {
  selectors: Selectors
  /** The full description, once its code has been loaded. */
  describe: () => DescribeClick | undefined
}

/** Emits one event per click of a person, also one made with the keyboard. */
export const captureClicks: Capture<ClickOptions> = (emit, { selectors, describe }) =>
  listen<MouseEvent>(window, 'click', (event) => {
    if (!event.isTrusted) return
    const path = event.composedPath().filter((target) => target instanceof Element)
    if (path.some((element) => element.matches(selectors.ignored))) return

    const description = (describe() ?? describeRoughly)(path, selectors)
    if (!description) return
    // A click made with a key, and no other, counts no clicks and has no pointer.
    const keyboard = !event.detail &&
      !(event as PointerEvent).pointerType && { keyboard: true as const }
    emit({ type: 'click', time: Date.now(), ...description, ...keyboard })
  })

/** Has to do for a click in the first moments of a page. */
const describeRoughly: DescribeClick = (path, { blocked }) => {
  const element = path.filter((outer) => outer.matches(blocked)).at(-1) ?? path[0]
  if (!element) return undefined
  const tag = element.localName
  return { selector: element.id ? `${tag}#${CSS.escape(element.id)}` : tag, tag, text: '' }
}
