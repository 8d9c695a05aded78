import { useMemo, useState } from 'preact/hooks'

import { CopyButton } from '../../ui/CopyButton.tsx'
import { formatNumber } from './format.ts'
import { prettyJson } from './pretty-json.ts'

/** More is slow to lay out; the copy has it all. */
const MOST_SHOWN = 20_000

interface Props {
  title: string
  text: string | null
  /** What stands there without a text; by default nothing, title included. */
  missing?: string
  /** JSON is shown indented, as code. */
  isCode?: boolean
}

/** A text of any length as it was sent: as text, whatever it looks like. */
export function LongText({ title, text, missing, isCode = false }: Props) {
  const [isWhole, setWhole] = useState(false)
  const written = useMemo(() => (isCode && text ? prettyJson(text) : text), [isCode, text])
  if (!text || !written) return missing ? <Missing title={title} missing={missing} /> : null

  const isLong = written.length > MOST_SHOWN
  return (
    <figure class="long-text">
      <figcaption>
        <span>{title}</span>
        <CopyButton compact text={text} label={`Copy ${title.toLowerCase()}`} />
      </figcaption>
      <pre class={isCode ? 'captured code' : 'captured'} tabIndex={0} aria-label={title}>
        {isLong && !isWhole ? written.slice(0, MOST_SHOWN) : written}
      </pre>
      {isLong && !isWhole && (
        <button type="button" class="button quiet" onClick={() => setWhole(true)}>
          Show all {formatNumber(written.length)} characters
        </button>
      )}
    </figure>
  )
}

function Missing({ title, missing }: { title: string; missing: string }) {
  return (
    <figure class="long-text">
      <figcaption>{title}</figcaption>
      <p class="secondary">{missing}</p>
    </figure>
  )
}
