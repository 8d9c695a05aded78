import { listen } from '../browser/listen.ts'
import { guard } from '../lib/guard.ts'
import type { Selectors } from '../privacy/selectors.ts'
import type { CaptureEvent, ClickEvent, ErrorEvent } from '../protocol/index.ts'
import { type ClickBurst, createClickBurst } from './click-burst.ts'
import { findControl } from './describe-target.ts'
import type { Capture, OnFlush, Subscribe } from './types.ts'
import { type Effects, watchEffects } from './watch-effects.ts'

/** A page that has shown nothing by then leaves the person in doubt. */
const PATIENCE = 2_500

/** Somebody who turns to something else by then has seen that nothing happened. */
const SHORTEST_PATIENCE = 1_000

/** A request that the click began is heard of when it ends, so a dead click waits for one. */
const REQUEST_TIME = 7_500

/** What a click can come to, beside a change of the document. */
const REACTIONS =
  'focus blur scroll selectionchange input submit invalid toggle play pause copy fullscreenchange'

/** The same among what others record. */
const RECORDED_REACTIONS: readonly CaptureEvent['type'][] = [
  'network',
  'socket',
  'storage',
  'navigation',
  'page',
]

/** Of the Navigation API. */
type NavigateEvent = Event & { destination?: { url: string } }

export interface FrustrationOptions {
  selectors: Selectors
  subscribe: Subscribe
  onFlush: OnFlush
}

/**
 * Emits one event for clicks that tell of trouble: an error followed, there were many of them in
 * one place, or nothing came of them. Needs `captureClicks` before it, whose events it goes by.
 */
export const captureFrustrations: Capture<FrustrationOptions> = (
  emit,
  { selectors, subscribe, onFlush },
) => {
  /** The event of the click that is on its way through the page. */
  let heard: ClickEvent | undefined
  let press: Effects | undefined
  let burst: ClickBurst | undefined
  /** What goes wrong without anybody clicking is not a click's fault later. */
  let background = ''
  let timer: ReturnType<typeof setTimeout> | undefined

  const wait = (run: () => void, delay: number) => {
    clearTimeout(timer)
    timer = setTimeout(guard(run), delay)
  }

  const settle = (patience = SHORTEST_PATIENCE) => {
    clearTimeout(timer)
    press?.stop()
    const settled = burst
    press = burst = undefined
    const kind = settled?.verdict(patience)
    if (!settled || !kind) return
    const { keyboard: _, ...first } = settled.first
    emit({ ...first, type: 'frustration', kind, count: settled.count() })
  }

  const judge = () => {
    press?.stop()
    press = undefined
    if (burst?.verdict(SHORTEST_PATIENCE) === 'dead') wait(() => settle(), REQUEST_TIME)
    else settle()
  }

  const find = (event: Event) => {
    const path = event.composedPath()
    const elements = path.filter((step) => step instanceof Element)
    const element = findControl(elements)
    // Of what is in a blocked part nobody says anything.
    if (!element || elements.some((outer) => outer.matches(selectors.blocked))) return undefined
    const roots = path.filter((step) => step instanceof ShadowRoot || step instanceof Document)
    return { element, roots }
  }

  const react = () => burst?.noticeReaction(Date.now())

  const { navigation } = window as { navigation?: EventTarget }
  const uninstallers = [
    subscribe((event) => {
      if (event.type === 'click') heard = event
      else if (isUncaught(event)) {
        if (!burst) background = event.message
        else if (event.message !== background) burst.noticeError(event.time)
      } else if (RECORDED_REACTIONS.includes(event.type)) burst?.noticeReaction(event.time)
    }),

    listen(window, 'pointerdown', (event) => {
      burst?.freeze()
      press?.stop()
      const found = find(event)
      press = found && watchEffects(found.element, found.roots)
      if (!burst) wait(judge, PATIENCE)
    }),

    listen<MouseEvent>(window, 'click', (event) => {
      // One that a script makes may be a download.
      if (!event.isTrusted) return react()
      const click = heard
      const pressed = press
      heard = press = undefined
      const found = click && find(event)
      if (!found) return pressed?.stop()

      burst?.freeze()
      if (burst && !burst.isContinuedBy(click, event)) settle()
      const effects = pressed ?? watchEffects(found.element, found.roots)
      const clicked = { click, event, effects, ...found }
      if (burst) burst.add(clicked)
      else burst = createClickBurst(clicked)
      wait(judge, PATIENCE)
    }),

    ...REACTIONS.split(' ').map((type) => listen(window, type, react)),
    listen<NavigateEvent>(navigation ?? window, 'navigate', ({ destination }) => {
      // A link to nowhere changes the address, and nothing else.
      if (!destination?.url.endsWith('#')) react()
    }),

    onFlush(() => settle(PATIENCE)),
  ]

  return () => {
    for (const uninstall of uninstallers) uninstall()
    clearTimeout(timer)
    press?.stop()
    burst?.freeze()
    press = burst = undefined
  }
}

function isUncaught(event: CaptureEvent): event is ErrorEvent {
  return (
    event.type === 'error' && (event.source === 'uncaught' || event.source === 'unhandledrejection')
  )
}
