import { elementName } from '../browser/element-name.ts'
import { elementRole } from '../browser/element-role.ts'
import { testId } from '../browser/test-id.ts'
import { uniqueSelector } from '../browser/unique-selector.ts'
import type { ClickEvent } from '../protocol/index.ts'
import type { Selectors } from '../privacy/selectors.ts'

/** What a person means to hit when they hit something inside of it. */
const CONTROLS =
  'button,a[href],area[href],input,select,textarea,option,label,summary,[contenteditable],[onclick]'

const CONTROL_ROLES =
  /^(button|link|checkbox|radio|switch|tab|option|combobox|menuitem.*|treeitem|slider|spinbutton|textbox|searchbox|gridcell)$/

/** What events of a person say of the element they were directed at. */
export type Target = Pick<ClickEvent, 'selector' | 'tag' | 'role' | 'text' | 'testId'>

export interface FoundTarget {
  element: Element
  isControl: boolean
  /** Only where it is may be told. */
  isBlocked: boolean
  /** Its words and what was entered into it may not be told. */
  isMasked: boolean
}

/** What is told of `element`, or of what is blocked around it; the path goes from the inside out. */
export function findTarget(
  path: readonly Element[],
  { blocked, masked }: Selectors,
  element: Element,
): FoundTarget {
  const box = path.filter((outer) => outer.matches(blocked)).at(-1)
  const meant = box ?? element
  return {
    element: meant,
    isControl: isControl(meant),
    isBlocked: box !== undefined,
    isMasked:
      box !== undefined || path.slice(path.indexOf(meant)).some((outer) => outer.matches(masked)),
  }
}

/** The control that is meant by a click on something in it, else what was hit. */
export function findControl(path: readonly Element[]): Element | undefined {
  return path.find(isControl) ?? path[0]
}

/** Says where a target is, what it is, and what a person would call it. */
export function describeTarget(
  { element, isControl, isBlocked, isMasked }: FoundTarget,
  path: readonly Element[],
  selectors: Selectors,
): Target {
  const role = isBlocked ? '' : elementRole(element)
  const id = testId(path.slice(path.indexOf(element)))
  return {
    selector: uniqueSelector(element),
    tag: element.localName.toLowerCase(),
    ...(role && { role }),
    text: isMasked
      ? ''
      : elementName(element, { hidden: Object.values(selectors).join(), isControl }),
    ...(id && { testId: id }),
  }
}

export function isControl(element: Element): boolean {
  return element.matches(CONTROLS) || CONTROL_ROLES.test(elementRole(element))
}
