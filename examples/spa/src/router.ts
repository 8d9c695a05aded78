/** Draws a page into `main`; the match holds the parameters of its path. */
export type View = (main: HTMLElement, parameters: Record<string, string>) => Promise<void>

interface Route {
  pattern: RegExp
  view: View
}

/** Views call this to move on, e.g. after a form was saved. */
export function navigate(path: string): void {
  history.pushState(null, '', path)
  dispatchEvent(new PopStateEvent('popstate'))
}

/** Follows links inside the app by `pushState`, and draws the view that belongs to the address. */
export function startRouter(main: HTMLElement, routes: Route[], fallback: View): void {
  let shown: string | undefined

  function show() {
    const isFirst = shown === undefined
    const isSamePage = shown === location.pathname
    shown = location.pathname
    const found = routes.find(({ pattern }) => pattern.test(location.pathname))
    const parameters = found?.pattern.exec(location.pathname)?.groups ?? {}
    void (found?.view ?? fallback)(main, parameters)

    // A new page begins at its top, also for whoever does not see it; a filter stays where it is.
    if (isFirst || isSamePage) return
    scrollTo(0, 0)
    main.focus({ preventScroll: true })
  }

  addEventListener('popstate', show)
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (!link || !isOurs(link, event)) return
    event.preventDefault()
    if (link.href !== location.href) navigate(link.href)
  })
  show()
}

/** Modified clicks, other sites and jumps inside the page are the browser's. */
function isOurs(link: HTMLAnchorElement, event: MouseEvent): boolean {
  const isPlain = !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
  return isPlain && link.origin === location.origin && !link.hash && !link.target
}
