import { listen } from '../browser/listen.ts'
import { guard } from '../lib/guard.ts'

/** What shows that something came of a click, beside a change of the document. */
const REACTIONS =
  'click focus blur scroll selectionchange visibilitychange pagehide input submit invalid toggle play pause volumechange ratechange seeking copy cut dragstart beforeprint fullscreenchange'

/** What comes of a click, as far as it is known. */
export interface Effects {
  /** Anything: the click was not in vain. */
  isAny: boolean
  /** Words or elements around what was clicked have changed, as with each step of a stepper. */
  isAround: boolean
  /** The press has become a click: from here on reactions count, and what the control does itself. */
  arm(): void
  stop(): void
}

/**
 * Watches the page from the moment an element is pressed: some menus open then, before the click.
 * Watches no longer than until it has seen enough.
 */
export function watchEffects(element: Element, roots: readonly Node[]): Effects {
  let unlisteners: (() => void)[] = []
  const unlisten = () => {
    for (const remove of unlisteners) remove()
    unlisteners = []
  }

  const observer = new MutationObserver(
    guard((records: MutationRecord[]) => {
      for (const record of records) {
        if (effects.isAround) break
        const isInside = element.contains(record.target)
        if (isInside && isDecoration(record)) continue
        effects.isAround = !isInside && record.type !== 'attributes'
        see()
      }
    }),
  )
  const observe = (attributes: boolean) => {
    observer.disconnect()
    for (const root of roots) {
      observer.observe(root, { attributes, characterData: true, childList: true, subtree: true })
    }
  }

  const see = () => {
    if (effects.isAround) observer.disconnect()
    // A moving page changes attributes without end.
    else if (!effects.isAny) observe(false)
    effects.isAny = true
    unlisten()
  }

  const effects: Effects = {
    isAny: false,
    isAround: false,
    arm() {
      effects.isAny = effects.isAround
      if (effects.isAny) return
      observe(true)
      unlisteners = REACTIONS.split(' ').map((type) =>
        // A click of a person is no reaction, one that a script makes may be a download.
        listen(window, type, (event) => (type === 'click' && event.isTrusted ? undefined : see())),
      )
      const { navigation } = window as { navigation?: EventTarget }
      if (navigation) {
        unlisteners.push(
          listen<Event & { destination?: { url: string } }>(
            navigation,
            'navigate',
            // A link to nowhere changes the address, and nothing else.
            ({ destination }) => destination?.url.endsWith('#') || see(),
          ),
        )
      }
    },
    stop() {
      observer.disconnect()
      unlisten()
    },
  }
  observe(true)
  return effects
}

/** Only something like the wave that runs over a button when it is pressed. */
function isDecoration({ type, target, addedNodes, removedNodes }: MutationRecord): boolean {
  if (type === 'attributes') return isEmptyBox(target)
  return type === 'childList' && [...addedNodes, ...removedNodes].every(isEmptyBox)
}

function isEmptyBox(node: Node): boolean {
  return /^(span|div)$/i.test(node.nodeName) && !node.textContent?.trim()
}
