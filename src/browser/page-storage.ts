// Past `getItem` and `setItem`, which other scripts may have wrapped to watch the page.

/** Where a tab keeps something for itself, or for all tabs of the origin. */
type Area = 'sessionStorage' | 'localStorage'

/** What a tab keeps from page to page, as JSON; `undefined` where there is none. */
export function readStorage(key: string, area: Area = 'sessionStorage'): unknown {
  try {
    return JSON.parse((window[area][key] as string | undefined) ?? 'null') ?? undefined
  } catch {
    // No storage in this frame, or a value that is not ours.
    return undefined
  }
}

/** Keeps a value; `undefined` forgets it. Where storage is refused or full, nothing is kept. */
export function writeStorage(key: string, value: unknown, area: Area = 'sessionStorage'): void {
  try {
    if (value === undefined) delete window[area][key]
    else window[area][key] = JSON.stringify(value)
  } catch {
    // See above.
  }
}
