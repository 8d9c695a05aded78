import type { CaptureEvent, ClickEvent, FrustrationEvent, InputEvent } from './events.ts'

export interface Step {
  /** The first of those it stands for. */
  event: CaptureEvent
  text: string
  times: number
  /** It was clicked in a rage. */
  isRage?: boolean
  /** Nothing came of the click. */
  isDead?: boolean
}

/** What belongs together is near; a session may have thousands of steps. */
const LOOK_BACK = 10

/** A browser sends a form and changes a checkbox in the task of the click. */
const AT_ONCE = 500

/** Some browsers click the field once more when an option has been chosen. */
const AFTER_CHOICE = 100

/**
 * Takes what a person did with one movement into the step that says it already: the filling of a
 * field into the click on it, the sending of a form into the click on its button, the rage into
 * the clicks. Returns whether it did.
 */
export function mergeStep(steps: Step[], step: Step): boolean {
  const { event } = step
  switch (event.type) {
    case 'click':
      return mergeClick(steps, event)
    case 'frustration':
      return mergeFrustration(steps, event)
    case 'input':
      if (event.kind === 'change') return mergeChange(steps, step, event)
      return event.kind === 'submit' && mergeSubmit(steps, event)
    default:
      return false
  }
}

function mergeClick(steps: readonly Step[], { selector, time }: ClickEvent): boolean {
  const before = latestAction(steps)
  return (
    before?.type === 'input' && before.selector === selector && time - before.time <= AFTER_CHOICE
  )
}

function mergeFrustration(steps: readonly Step[], event: FrustrationEvent): boolean {
  const clicked = steps
    .slice(-LOOK_BACK)
    .filter(({ event: before }) => isClickOn(before, event.selector))
    .at(-1)
  if (!clicked) return false
  markFrustration(clicked, event)
  return true
}

export function markFrustration(step: Step, { kind }: FrustrationEvent): void {
  if (kind === 'rage') step.isRage = true
  if (kind === 'dead') step.isDead = true
}

/** Stands where the person began with it: what the page did since then, it did meanwhile. */
function mergeChange(steps: Step[], step: Step, change: InputEvent): boolean {
  const earliest = Math.max(0, steps.length - LOOK_BACK)
  let place = -1

  for (let index = steps.length - 1; index >= earliest; index -= 1) {
    const before = steps[index]
    if (!before) break
    const isRepeated = before.text === step.text && index === steps.length - 1
    if (isRepeated || isClickInto(before.event, change)) {
      if (place >= 0) steps.splice(place, 1)
      place = index
    } else if (isAction(before.event)) break
  }

  if (place >= 0) steps[place] = step
  return place >= 0
}

/** On the field itself, or on its label, which is another element with the same name. */
function isClickInto(event: CaptureEvent, { selector, text, time }: InputEvent): boolean {
  if (event.type !== 'click') return false
  const isNamesake = text !== '' && event.text === text && time - event.time <= AT_ONCE
  return event.selector === selector || isNamesake
}

function isClickOn(event: CaptureEvent, selector: string): boolean {
  return event.type === 'click' && event.selector === selector
}

function mergeSubmit(steps: readonly Step[], { time }: InputEvent): boolean {
  const before = latestAction(steps)
  return before?.type === 'click' && time - before.time <= AT_ONCE
}

function latestAction(steps: readonly Step[]): CaptureEvent | undefined {
  return steps
    .slice(-LOOK_BACK)
    .filter(({ event }) => isAction(event))
    .at(-1)?.event
}

/** What a person did, as against what the page made of it. */
function isAction(event: CaptureEvent): boolean {
  if (event.type === 'input') return event.kind !== 'invalid'
  return event.type === 'click' || event.type === 'navigation'
}
