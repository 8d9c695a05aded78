import { navigate } from '../routes.ts'
import { Icon } from '../ui/Icon.tsx'
import type { TimelineFilter } from './timeline-filter.ts'
import { KINDS, type Kind } from './timeline-row.ts'

interface Props {
  filter: TimelineFilter
  counts: Map<string, number>
  /** The address of this issue with another filter. */
  hrefWith: (changes: { [name: string]: string | undefined }) => string
}

const NAMES: { [kind in Kind]: string } = {
  error: 'Errors',
  console: 'Console',
  network: 'Network',
  storage: 'Storage',
  interaction: 'Interaction',
  navigation: 'Navigation',
  page: 'Page',
  agent: 'Agent',
}

export function TimelineFilters({ filter, counts, hrefWith }: Props) {
  const toggle = (kind: Kind) => {
    const rest = filter.kinds.filter((other) => other !== kind)
    const next = rest.length === filter.kinds.length ? [...rest, kind] : rest
    navigate(hrefWith({ kinds: next.join(',') }), { replace: true })
  }

  // Most sessions have no agent in them.
  const kinds = KINDS.filter(
    (kind) => kind !== 'agent' || counts.has(kind) || filter.kinds.includes(kind),
  )
  return (
    <search class="timeline-filters">
      <div class="chips" role="group" aria-label="Kinds of entries">
        {kinds.map((kind) => (
          <button
            key={kind}
            type="button"
            class="chip"
            disabled={!counts.has(kind) && !filter.kinds.includes(kind)}
            aria-pressed={filter.kinds.includes(kind)}
            onClick={() => toggle(kind)}
          >
            <span class="row-lane" data-lane={kind}>
              <Icon name={kind} />
            </span>
            {NAMES[kind]} <span class="chip-count">{(counts.get(kind) ?? 0).toLocaleString()}</span>
          </button>
        ))}
      </div>
      <input
        class="field"
        type="search"
        aria-label="Find in the timeline"
        placeholder="Find in the timeline"
        value={filter.text}
        onInput={(event) =>
          navigate(hrefWith({ grep: event.currentTarget.value }), { replace: true })
        }
      />
    </search>
  )
}
