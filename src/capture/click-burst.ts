import type { ClickEvent, FrustrationEvent } from '../protocol/index.ts'
import { canBeDead, canBeRage } from './clicked-in-vain.ts'
import type { Effects } from './watch-effects.ts'

/** Clicks in a rage: this many within this time, as near to each other as this. */
const RAGE_CLICKS = 3
const RAGE_TIME = 1_000
const RAGE_DISTANCE = 30

/** An error that comes later was hardly the click's. */
const ERROR_TIME = 1_000

/** Clicks on a dead control belong together when the person tries again within this time. */
const RETRY_TIME = 10_000

export interface BurstClick {
  click: ClickEvent
  event: MouseEvent
  /** The control that was meant, or what was hit. */
  element: Element
  roots: readonly Node[]
  effects: Effects
}

/** Clicks in one place, one soon after the other, and what came of them. */
export interface ClickBurst {
  first: ClickEvent
  count(): number
  /** Whether a click with this event goes on with these. */
  isContinuedBy(click: ClickEvent, event: MouseEvent): boolean
  add(click: BurstClick): void
  /** An uncaught error was heard of. */
  noticeError(time: number): void
  /** Something happened, or began to, that may have come of the last click. */
  noticeReaction(time: number): void
  /** The person does something else, whose effects are not those of the last click. */
  freeze(): void
  /**
   * What is to be said of the clicks; freezes them. Nothing came of them only if it did not come
   * within `patience` milliseconds.
   */
  verdict(patience: number): FrustrationEvent['kind'] | undefined
}

export function createClickBurst(given: BurstClick): ClickBurst {
  const clicks: ClickEvent[] = []
  let current = given
  let isFrozen = false
  let waited = 0
  let hasReacted = false
  let hasFailed = false
  /** Clicks after which something around changed: each did what it was meant to do. */
  let effective = 0

  const isRaging = () => {
    const times = clicks.flatMap(({ keyboard, time }) => (keyboard ? [] : time))
    return times.some(
      (time, index) => (times[index + RAGE_CLICKS - 1] ?? Infinity) - time <= RAGE_TIME,
    )
  }

  const burst: ClickBurst = {
    first: given.click,
    count: () => clicks.length,
    isContinuedBy(click, { clientX, clientY }) {
      const gap = click.time - current.click.time
      const isSame = click.selector === current.click.selector
      if (gap > RAGE_TIME) return isSame && !hasReacted && gap <= RETRY_TIME
      const { event } = current
      return isSame || Math.hypot(clientX - event.clientX, clientY - event.clientY) <= RAGE_DISTANCE
    },
    add(click) {
      burst.freeze()
      current = click
      isFrozen = false
      clicks.push(click.click)
      click.effects.arm()
    },
    noticeError(time) {
      hasFailed ||= time - current.click.time <= ERROR_TIME
    },
    noticeReaction(time) {
      const delay = time - current.click.time
      hasReacted ||= delay >= 0 && (!isFrozen || delay < waited)
    },
    freeze() {
      if (isFrozen) return
      isFrozen = true
      const { effects, click } = current
      effects.stop()
      waited = Date.now() - click.time
      hasReacted ||= effects.isAny
      if (effects.isAround) effective += 1
    },
    verdict(patience) {
      burst.freeze()
      if (hasFailed) return 'error'
      if (isRaging() && effective < clicks.length && canBeRage(current)) return 'rage'
      return !hasReacted && waited >= patience && canBeDead(current) ? 'dead' : undefined
    },
  }
  isFrozen = true
  burst.add(given)
  return burst
}
