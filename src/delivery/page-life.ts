import { listen } from '../browser/listen.ts'

export interface PageLife {
  /** The page goes away, perhaps into the back/forward cache, or is frozen. */
  leave(): void
  comeBack(): void
  /** The device has a network again. */
  online(): void
}

/** Tells when a page stops living, which a hidden one does not, and when it lives again. */
export function followPageLife({ leave, comeBack, online }: PageLife): () => void {
  const uninstallers = [
    listen(window, 'pagehide', leave),
    listen(document, 'freeze', leave),
    listen(window, 'pageshow', comeBack),
    listen(document, 'resume', comeBack),
    listen(window, 'online', online),
  ]
  return () => {
    for (const uninstall of uninstallers) uninstall()
  }
}
