import type { Texts } from './strings.ts'

/** One quiet line that unfolds into what leaves the device with the report. */
export function WhatIsSent({ texts }: { texts: Texts }) {
  return (
    <details>
      <summary>{texts.sentSummary}</summary>
      <ul>
        <li>{texts.sentWords}</li>
        <li>{texts.sentEntries}</li>
        <li>{texts.sentReplay}</li>
      </ul>
    </details>
  )
}
