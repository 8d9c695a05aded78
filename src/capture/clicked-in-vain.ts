import type { BurstClick } from './click-burst.ts'
import { isControl } from './describe-target.ts'

const FIELDS =
  'input:not([type=button],[type=submit],[type=image]),textarea,select,option,[contenteditable]'

/** What is in these moves without a change of the document. */
const MEDIA = 'canvas,video,audio'

/** What is already what a click would make of it, or says that it does nothing. */
const SETTLED =
  '[aria-disabled=true],[aria-selected=true],[aria-current]:not([aria-current=false]),[aria-checked=true][role=radio]'

const STEPPER_ROLES = '[role=spinbutton],[role=slider],[role=scrollbar]'

/** Captions of what one clicks as often as one needs. */
const STEP = /^[-+−–‹›<>«»←→↑↓▲▼◀▶]$/

/** Whether clicking again and again here tells of anything. */
export function canBeRage({ click, element }: BurstClick): boolean {
  if (element.matches(`${FIELDS},${MEDIA},${STEPPER_ROLES}`) || STEP.test(click.text)) return false
  // A second and third click selects a word and a paragraph.
  return isControl(element) || getSelection()?.type !== 'Range'
}

/** Whether something should have come of a click here, and could have been seen. */
export function canBeDead({ event, element, roots }: BurstClick): boolean {
  if (element.matches(`${FIELDS},${MEDIA},${SETTLED},label`)) return false
  if (!isControl(element) && getComputedStyle(element).cursor !== 'pointer') return false
  return !leadsAway(element, event) && isAllSeen(element, roots)
}

/** A link that the browser itself follows, which may take longer than anybody watches. */
function leadsAway(element: Element, event: Event): boolean {
  if (!(element instanceof HTMLAnchorElement) || !element.href) return false
  // A router does nothing when it is there already.
  if (element.href === location.href) return !element.href.endsWith('#')
  const [page] = location.href.split('#')
  return !event.defaultPrevented && !element.href.startsWith(`${page}#`)
}

/** Whether no part of the page could have changed behind our back. */
function isAllSeen(element: Element, roots: readonly Node[]): boolean {
  // Made of a closed shadow root.
  if (element.localName.includes('-') && !element.shadowRoot) return false
  if (document.querySelector('canvas')) return false
  return (roots as ParentNode[]).every((root) =>
    Array.from(root.querySelectorAll('*')).every(
      ({ shadowRoot }) => !shadowRoot || roots.includes(shadowRoot),
    ),
  )
}
