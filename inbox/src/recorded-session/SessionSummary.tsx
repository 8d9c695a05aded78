import type { ComponentChildren } from 'preact'

import { type PageFacts, pathOf } from '../page-facts.ts'
import { formatLength } from '../timeline/format-offset.ts'
import type { TimelineRow } from '../timeline/timeline-row.ts'
import { CopyButton } from '../ui/CopyButton.tsx'
import { Icon } from '../ui/Icon.tsx'

const numbers = new Intl.NumberFormat()
const absolute = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })

interface Props {
  sessionId: string
  rows: readonly TimelineRow[]
  facts: PageFacts
  backHref: string
}

/** When and where it was; times in the timeline are counted from its start. */
export function SessionSummary({ sessionId, rows, facts, backHref }: Props) {
  const first = rows[0]?.event.time
  const last = rows.at(-1)?.event.time
  const url = rows[0]?.pageUrl || facts.url

  return (
    <header class="session-summary">
      <div class="session-bar">
        <a class="button quiet" href={backHref}>
          <Icon name="back" />
          Search
        </a>
        <h1>Session{first !== undefined && ` of ${absolute.format(first)}`}</h1>
        <span class="session-id secondary">
          <code title={sessionId}>{sessionId.slice(0, 8)}</code>
          <CopyButton compact text={sessionId} label="Copy session id" />
        </span>
      </div>
      <dl class="session-facts">
        {url && (
          <Fact name="Page">
            <code class="one-line" title={url}>
              {pathOf(url)}
            </code>
          </Fact>
        )}
        {facts.browser && (
          <Fact name="Browser">
            <span class="one-line" title={facts.userAgent}>
              {facts.browser}
            </span>
          </Fact>
        )}
        {first !== undefined && last !== undefined && (
          <Fact name="Length">{formatLength(last - first)}</Fact>
        )}
        <Fact name="Entries">{numbers.format(rows.length)}</Fact>
      </dl>
    </header>
  )
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
