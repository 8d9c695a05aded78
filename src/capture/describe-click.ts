import { elementName } from '../browser/element-name.ts'
import { elementRole } from '../browser/element-role.ts'
import { uniqueSelector } from '../browser/unique-selector.ts'
import type { DescribeClick } from './clicks.ts'

/** What a person means to hit when they hit something inside of it. */
const CONTROLS =
  'button,a[href],area[href],input,select,textarea,option,label,summary,[contenteditable],[onclick]'

const CONTROL_ROLES =
  /^(button|link|checkbox|radio|switch|tab|option|combobox|menuitem.*|treeitem|slider|spinbutton|textbox|searchbox|gridcell)$/

/** Says which control was clicked: where it is, what it is, and what a person would call it. */
export const describeClick: DescribeClick = (path, selectors) => {
  const blocked = path.filter((element) => element.matches(selectors.blocked)).at(-1)
  const control = path.find(isControl)
  const element = blocked ?? control ?? path[0]
  // The browser clicks the control of a label next, which is a click of its own.
  if (!element || (element instanceof HTMLLabelElement && element.control)) return undefined

  const isMasked = path
    .slice(path.indexOf(element))
    .some((outer) => outer.matches(selectors.masked))
  const role = blocked ? '' : elementRole(element)
  return {
    selector: uniqueSelector(element),
    tag: element.localName.toLowerCase(),
    ...(role && { role }),
    text:
      blocked || isMasked
        ? ''
        : elementName(element, {
            hidden: Object.values(selectors).join(),
            isControl: element === control,
          }),
  }
}

function isControl(element: Element): boolean {
  return element.matches(CONTROLS) || CONTROL_ROLES.test(elementRole(element))
}
