import type { DescribeClick } from './clicks.ts'
import { describeTarget, findControl, findTarget } from './describe-target.ts'

/** Says which control was clicked. */
export const describeClick: DescribeClick = (path, selectors) => {
  const control = findControl(path)
  if (!control) return undefined
  const target = findTarget(path, selectors, control)
  // The browser clicks the control of a label next, which is a click of its own.
  if (target.element instanceof HTMLLabelElement && target.element.control) return undefined
  return describeTarget(target, path, selectors)
}
