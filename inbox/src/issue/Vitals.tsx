import type { VitalEvent } from 'casefile/protocol'

import { formatVital, VITALS } from '../timeline/describe-event.ts'
import { inWords } from '../timeline/format-value.ts'
import type { TimelineRow } from '../timeline/timeline-row.ts'
import { Icon } from '../ui/Icon.tsx'

const NAMES = ['LCP', 'INP', 'CLS', 'FCP', 'TTFB'] as const

const ICONS = { good: 'check', 'needs-improvement': 'warning', poor: 'error' } as const

/** How the page felt, in the web vitals as they stood at the report. */
export function Vitals({ rows, hrefOf }: { rows: TimelineRow[]; hrefOf: (id: string) => string }) {
  const latest = new Map<VitalEvent['name'], { vital: VitalEvent; entryId: string }>()
  for (const { event, entryId } of rows) {
    if (event.type === 'vital') latest.set(event.name, { vital: event, entryId })
  }
  if (latest.size === 0) return null

  return (
    <section class="card background-part vitals">
      <h2>Web vitals</h2>
      <dl>
        {NAMES.flatMap((name) => {
          const found = latest.get(name)
          if (!found) return []
          const { vital, entryId } = found
          return (
            <div key={name}>
              <dt>
                <abbr title={VITALS[name]}>{name}</abbr>
              </dt>
              <dd>
                <a href={hrefOf(entryId)}>{formatVital(vital)}</a>
                <span class="vital-rating" data-rating={vital.rating}>
                  <Icon name={ICONS[vital.rating]} />
                  {inWords(vital.rating)}
                </span>
              </dd>
            </div>
          )
        })}
      </dl>
    </section>
  )
}
