interface PageWatcher {
  onVisible: () => void
  /** The page comes back from the back/forward cache. */
  onRestored: () => void
  /** The document was written anew. */
  onReplaced: () => void
}

/** Watches what the browser does to the page as a whole; returns the undo. */
export function watchPage({ onVisible, onRestored, onReplaced }: PageWatcher): () => void {
  const listening = new AbortController()
  const { signal } = listening
  document.addEventListener('visibilitychange', onVisible, { signal })
  addEventListener('pageshow', (event) => event.persisted && onRestored(), { signal })

  // `document.open` throws away all listeners, these included, and then the root element; an
  // observer of the document outlives it.
  const root = document.documentElement
  const observer = new MutationObserver(() => {
    if (document.documentElement && document.documentElement !== root) onReplaced()
  })
  observer.observe(document, { childList: true })

  return () => {
    listening.abort()
    observer.disconnect()
  }
}
