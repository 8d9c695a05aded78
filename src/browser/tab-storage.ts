// Past `getItem` and `setItem`, which other scripts may have wrapped to watch the page.

/** What a tab keeps from page to page, as JSON in sessionStorage; `undefined` where there is none. */
export function readTabStorage(key: string): unknown {
  try {
    return JSON.parse((sessionStorage[key] as string | undefined) ?? 'null') ?? undefined
  } catch {
    // No storage in this frame, or a value that is not ours.
    return undefined
  }
}

/** Keeps a value; `undefined` forgets it. Where storage is refused or full, nothing is kept. */
export function writeTabStorage(key: string, value: unknown): void {
  try {
    if (value === undefined) delete sessionStorage[key]
    else sessionStorage[key] = JSON.stringify(value)
  } catch {
    // See above.
  }
}
