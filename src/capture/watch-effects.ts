import { guard } from '../lib/guard.ts'

/** What comes of a click, as far as it is known. */
export interface Effects {
  /** Anything: the click was not in vain. */
  isAny: boolean
  /** Words or elements around what was clicked have changed, as with each step of a stepper. */
  isAround: boolean
  /** The press has become a click: from here on it counts as well what the control does itself. */
  arm(): void
  stop(): void
}

/**
 * Watches the page from the moment an element is pressed: some menus open then, before the click.
 * Watches no longer than until it has seen enough.
 */
export function watchEffects(element: Element, roots: readonly Node[]): Effects {
  const observer = new MutationObserver(
    guard((records: MutationRecord[]) => {
      for (const record of records) {
        if (effects.isAround) break
        const isInside = element.contains(record.target)
        if (isInside && isDecoration(record)) continue
        see(!isInside && record.type !== 'attributes')
      }
    }),
  )
  const observe = (attributes: boolean) => {
    observer.disconnect()
    for (const root of roots) {
      observer.observe(root, { attributes, characterData: true, childList: true, subtree: true })
    }
  }

  const see = (isAround: boolean) => {
    if (isAround) observer.disconnect()
    // A moving page changes attributes without end.
    else if (!effects.isAny) observe(false)
    effects.isAny = true
    effects.isAround = isAround
  }

  const effects: Effects = {
    isAny: false,
    isAround: false,
    arm() {
      effects.isAny = effects.isAround
      if (!effects.isAny) observe(true)
    },
    stop: () => observer.disconnect(),
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
