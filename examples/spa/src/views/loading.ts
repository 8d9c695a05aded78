import { element } from '../element.ts'

/** Shorter waits show nothing: a flicker reads as slower than a still page. */
const SKELETON_DELAY = 150

let latest = 0

/**
 * Shows a skeleton when loading takes long. Returns what a view calls when its data is there:
 * `false` says that another view has begun meanwhile, and that it must not draw.
 */
export function drawLoading(main: HTMLElement): () => boolean {
  const mine = ++latest
  main.setAttribute('aria-busy', 'true')
  const timer = setTimeout(() => main.replaceChildren(skeleton()), SKELETON_DELAY)

  return () => {
    clearTimeout(timer)
    if (mine !== latest) return false
    main.removeAttribute('aria-busy')
    return true
  }
}

function skeleton(): HTMLElement {
  const bars = Array.from({ length: 6 }, () => element('div', { class: 'bar' }))
  return element(
    'div',
    { class: 'skeleton' },
    element('p', { class: 'visually-hidden', role: 'status' }, 'Loading …'),
    ...bars,
  )
}
