import { describeStep } from './describe-step.ts'
import type { CaptureEvent } from './events.ts'
import { markFrustration, mergeStep, type Step } from './merge-step.ts'

/** More than this is no longer read as steps; the last ones lead to the problem. */
const MOST_STEPS = 20

/** What is further back is in none of the last steps, or in too many others. */
const MOST_EVENTS = 2_000

/** The most steps in a row that are recognised when a person goes through them again. */
const LONGEST_REPEAT = 3

/**
 * What the person did and saw, as sentences in order, e.g. `Opened /checkout`,
 * `Clicked button "Pay now"`, `Saw TypeError: x is undefined`.
 *
 * Says nothing that is not in the events. What belongs together is one step, repeats are folded
 * (`Clicked button "Pay now" (3 times)`), and at most 20 steps are given: the page they begin on
 * and the last ones.
 */
export function reproductionSteps(events: readonly CaptureEvent[]): string[] {
  const steps: Step[] = []

  for (const event of inOrder(events.slice(-MOST_EVENTS))) {
    const text = describeStep(event)
    if (!text) continue

    const step = toStep(event, text)
    if (mergeStep(steps, step)) continue
    steps.push(step)
    foldRepeat(steps)
  }

  return lastSteps(steps).map(write)
}

/** In the order in which a person saw them: a request is seen when it has ended. */
function inOrder(events: CaptureEvent[]): CaptureEvent[] {
  const seenAt = (event: CaptureEvent) =>
    event.type === 'network' || event.type === 'long-task'
      ? event.time + event.duration
      : event.time
  return events.sort((a, b) => seenAt(a) - seenAt(b))
}

function toStep(event: CaptureEvent, text: string): Step {
  const step: Step = { event, text, times: 1 }
  if (event.type === 'frustration') {
    // Its clicks are steps of their own, unless they are further back than the events go.
    step.times = Math.max(1, event.count)
    markFrustration(step, event)
  }
  return step
}

/** Click, failure, click, failure: is click and failure, twice. */
function foldRepeat(steps: Step[]): void {
  for (let length = 1; length <= LONGEST_REPEAT; length += 1) {
    const again = steps.slice(-length)
    const before = steps.slice(-2 * length, -length)
    if (before.length < length || again.some((step, index) => step.text !== before[index]?.text)) {
      continue
    }
    before.forEach((step, index) => (step.times += again[index]?.times ?? 0))
    steps.length -= length
    return
  }
}

/** The last steps; where they are cut, they begin with the page that the person was on. */
function lastSteps(steps: readonly Step[]): readonly Step[] {
  if (steps.length <= MOST_STEPS) return steps
  const last = steps.slice(1 - MOST_STEPS)
  const page = steps
    .slice(0, 1 - MOST_STEPS)
    .filter(({ event }) => event.type === 'navigation')
    .at(-1)
  return page ? [page, ...last] : steps.slice(-MOST_STEPS)
}

function write({ text, times, isRage, isDead }: Step): string {
  const often = times > 1 ? ` (${times} times)` : isRage ? ' several times' : ''
  return `${text}${often}${isDead ? ', and nothing happened' : ''}`
}
