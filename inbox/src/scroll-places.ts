/** Milliseconds in which a page is to be as tall again as it was; what it shows has to be loaded. */
const PATIENCE = 3_000

const LEAVING = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const

/** How far down each entry of the history was. */
const places = new Map<unknown, number>()
/** Set while a place is being found again. */
let giveUp: (() => void) | undefined

/**
 * Lets the way back lead to where a person was. The browser tries by itself, but at a moment when
 * there is nothing to scroll in yet.
 */
export function keepPlaces() {
  if (!placeId()) history.replaceState(newPlace(), '')
  addEventListener('scroll', () => giveUp || places.set(placeId(), scrollY), { passive: true })
  addEventListener('popstate', () => findAgain(places.get(placeId()) ?? 0))
}

/** The state of a new entry of the history. */
export function newPlace() {
  return { place: `${Date.now()} ${Math.random()}` }
}

/** Another page is read from its top. */
export function beginAtTop() {
  giveUp?.()
  scrollTo({ top: 0, behavior: 'instant' })
}

function placeId(): unknown {
  const state: unknown = history.state
  return typeof state === 'object' && state !== null && 'place' in state ? state.place : undefined
}

/** Goes there whenever the page becomes taller, until the person goes elsewhere. */
function findAgain(top: number) {
  giveUp?.()
  const observer = new ResizeObserver(() => scrollTo({ top, behavior: 'instant' }))
  const end = () => {
    observer.disconnect()
    clearTimeout(timer)
    for (const type of LEAVING) removeEventListener(type, end)
    giveUp = undefined
  }
  const timer = setTimeout(end, PATIENCE)
  for (const type of LEAVING) addEventListener(type, end, { passive: true })
  giveUp = end
  observer.observe(document.body)
}
