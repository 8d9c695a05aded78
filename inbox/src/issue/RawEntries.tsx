import { useMemo, useState } from 'preact/hooks'

import type { SessionEntry } from '../api-types.ts'
import { CopyButton } from '../ui/CopyButton.tsx'

/** More would only make the page slow; the copy has them all. */
const MOST_SHOWN = 200

/** The entries as they were received. Written out only when someone looks. */
export function RawEntries({ entries }: { entries: SessionEntry[] }) {
  const [isOpen, setOpen] = useState(false)
  const text = useMemo(
    () => (isOpen ? JSON.stringify(entries.slice(-MOST_SHOWN), null, 2) : ''),
    [isOpen, entries],
  )

  return (
    <details
      class="card background-part raw"
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        <h2>
          Raw entries <span class="secondary">{entries.length}</span>
        </h2>
      </summary>
      {isOpen && (
        <>
          <p class="raw-bar secondary">
            {entries.length > MOST_SHOWN && <span>The last {MOST_SHOWN} are shown.</span>}
            <CopyButton
              text={() => Promise.resolve(JSON.stringify(entries, null, 2))}
              label="Copy all as JSON"
            />
          </p>
          <pre tabIndex={0} aria-label="Raw entries">
            {text}
          </pre>
        </>
      )}
    </details>
  )
}
