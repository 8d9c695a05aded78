import { listen } from '../browser/listen.ts'
import type { ClickEvent } from '../protocol/index.ts'
import type { Capture } from './types.ts'

/** Nothing is recorded of a click in these; the first is Casefile's own interface. */
export const UNSEEN = '[data-casefile-widget],[data-casefile-ignore]'

export const BLOCKED = '[data-casefile-block]'

/** Describes what was clicked, innermost element first; `undefined` for a click not worth recording. */
export type DescribeClick = (
  path: readonly Element[],
) => Omit<ClickEvent, 'type' | 'time'> | undefined

export interface ClickOptions {
  /** The full description, once its code has been loaded. */
  describe: () => DescribeClick | undefined
}

/** Emits one event per click of a person, also one made with the keyboard. */
export const captureClicks: Capture<ClickOptions> = (emit, { describe }) =>
  listen<MouseEvent>(window, 'click', (event) => {
    if (!event.isTrusted) return
    const path = event.composedPath().filter((target) => target instanceof Element)
    if (path.some((element) => element.matches(UNSEEN))) return

    const description = (describe() ?? describeRoughly)(path)
    if (description) emit({ type: 'click', time: Date.now(), ...description })
  })

/** Has to do for a click in the first moments of a page. */
const describeRoughly: DescribeClick = (path) => {
  const element = path.filter((outer) => outer.matches(BLOCKED)).at(-1) ?? path[0]
  if (!element) return undefined
  const tag = element.localName
  return { selector: element.id ? `${tag}#${CSS.escape(element.id)}` : tag, tag, text: '' }
}
