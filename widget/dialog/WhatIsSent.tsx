import { useState } from 'preact/hooks'
import type { Handle } from '../../src/index.ts'
import type { Texts } from './strings.ts'

interface WhatIsSentProps {
  steps: Handle['steps']
  texts: Texts
}

/** One quiet line that unfolds into what leaves the device with the report. */
export function WhatIsSent({ steps, texts }: WhatIsSentProps) {
  const [told, setTold] = useState<string[]>([])

  // Told anew each time: the page goes on behind the dialog.
  function toggle({ currentTarget }: { currentTarget: HTMLDetailsElement }) {
    if (currentTarget.open) void steps().then(setTold)
  }

  return (
    <details onToggle={toggle}>
      <summary>{texts.sentSummary}</summary>
      <ul>
        <li>{texts.sentWords}</li>
        <li>{texts.sentEntries}</li>
        <li>{texts.sentReplay}</li>
      </ul>
      {told.length > 0 && (
        <>
          <p id="steps">{texts.sentSteps}</p>
          <ol class="steps" aria-labelledby="steps" lang="en" dir="ltr" tabIndex={0}>
            {told.map((step, index) => (
              <li key={index}>{step}</li>
            ))}
          </ol>
        </>
      )}
    </details>
  )
}
