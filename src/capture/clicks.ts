import { elementName } from '../browser/element-name.ts'
import { elementRole } from '../browser/element-role.ts'
import { listen } from '../browser/listen.ts'
import { uniqueSelector } from '../browser/unique-selector.ts'
import type { Capture, NoOptions } from './types.ts'

/** Nothing is recorded of a click in these; the first is Casefile's own interface. */
const UNSEEN = '[data-casefile-widget],[data-casefile-ignore]'

const BLOCKED = '[data-casefile-block]'

const MASKED = '[data-casefile-mask]'

/** What a person means to hit when they hit something inside of it. */
const CONTROLS =
  'button,a[href],area[href],input,select,textarea,option,label,summary,[contenteditable],[onclick]'

const CONTROL_ROLES =
  /^(button|link|checkbox|radio|switch|tab|option|combobox|menuitem.*|treeitem|slider|spinbutton|textbox|searchbox|gridcell)$/

/** Emits one event per click of a person, also one made with the keyboard. */
export const captureClicks: Capture<NoOptions> = (emit) =>
  listen<MouseEvent>(window, 'click', (event) => {
    if (!event.isTrusted) return
    const path = event.composedPath().filter((target) => target instanceof Element)
    if (path.some((element) => element.matches(UNSEEN))) return

    const blocked = path.filter((element) => element.matches(BLOCKED)).at(-1)
    const control = path.find(isControl)
    const element = blocked ?? control ?? path[0]
    // The browser clicks the control of a label next, which is a click of its own.
    if (!element || (element instanceof HTMLLabelElement && element.control)) return

    const isMasked = path.slice(path.indexOf(element)).some((outer) => outer.matches(MASKED))
    const role = blocked ? '' : elementRole(element)
    emit({
      type: 'click',
      time: Date.now(),
      selector: uniqueSelector(element),
      tag: element.localName.toLowerCase(),
      ...(role && { role }),
      text:
        blocked || isMasked
          ? ''
          : elementName(element, {
              hidden: `${UNSEEN},${BLOCKED},${MASKED}`,
              isControl: element === control,
            }),
    })
  })

function isControl(element: Element): boolean {
  return element.matches(CONTROLS) || CONTROL_ROLES.test(elementRole(element))
}
