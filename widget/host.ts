/// <reference types="vite/client" />
import css from './widget.css?inline'

export interface Host {
  element: HTMLElement
  root: ShadowRoot
  /** Puts the host into the page if it is not there. */
  attach(): void
  remove(): void
}

export interface HostOptions {
  container: HTMLElement | undefined
  language: string
  /** The host has come into the page, for the first time or again. */
  onAttach(): void
}

/**
 * Events of the widget that the page must not see. Its shortcuts would swallow what is typed, its
 * focus traps would pull the focus back, and its menus would close on a press "outside".
 */
const PRIVATE_EVENTS =
  'keydown keypress keyup beforeinput input copy cut paste focusin focusout pointerdown pointerup mousedown mouseup touchstart touchend click'

/** The widget's one element in the page, with everything else in its shadow root. */
export function createHost({ container, language, onAttach }: HostOptions): Host {
  const element = document.createElement('casefile-widget')
  // Tells the capture sources and the replay that this is not the page's.
  element.dataset.casefileWidget = ''
  element.lang = language
  const root = element.attachShadow({ mode: 'open' })
  // The one way to style that a CSP without `unsafe-inline` allows.
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  root.adoptedStyleSheets = [sheet]
  for (const type of PRIVATE_EVENTS.split(' ')) element.addEventListener(type, stopPropagation)

  let removed = false
  // Turbo, htmx and hydration replace the body. Waiting for a frame keeps a page that insists on
  // removing us from locking up in an endless exchange.
  const observer = new MutationObserver(() => {
    if (!element.isConnected) requestAnimationFrame(attach)
  })

  function attach() {
    const parent = container?.isConnected ? container : document.body
    if (removed || element.isConnected || !parent) return

    parent.append(element)
    observer.disconnect()
    observer.observe(document.documentElement, { childList: true })
    observer.observe(parent, { childList: true })
    onAttach()
  }

  return {
    element,
    root,
    attach,
    remove() {
      removed = true
      observer.disconnect()
      element.remove()
    },
  }
}

function stopPropagation(event: Event) {
  event.stopPropagation()
}
