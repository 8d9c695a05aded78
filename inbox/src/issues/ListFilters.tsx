import { hrefTo, navigate } from '../routes.ts'
import { Icon } from '../ui/Icon.tsx'
import { PRIORITIES, type ListFilter } from './list-filter.ts'

interface Props {
  query: URLSearchParams
  filter: ListFilter
  total: number | undefined
}

export function ListFilters({ query, filter, total }: Props) {
  const change = (changes: { [name: string]: string | undefined }) =>
    navigate(hrefTo({ page: 'issues' }, query, { page: undefined, ...changes }), { replace: true })

  const toggle = (priority: string) => {
    const rest = filter.priorities.filter((other) => other !== priority)
    const next = rest.length === filter.priorities.length ? [...rest, priority].sort() : rest
    change({ priority: next.join(',') })
  }

  return (
    <search class="list-filters">
      <h1>Issues {total !== undefined && <span class="secondary">{total}</span>}</h1>
      <input
        class="field list-search"
        type="search"
        aria-label="Find issues by text"
        placeholder="Find issues"
        title="Press / to get here"
        value={filter.text}
        onInput={(event) => change({ find: event.currentTarget.value })}
      />
      <div class="chips" role="group" aria-label="Priority">
        {PRIORITIES.map((priority) => (
          <button
            key={priority}
            type="button"
            class="chip"
            aria-pressed={filter.priorities.includes(priority)}
            onClick={() => toggle(priority)}
          >
            {priority}
          </button>
        ))}
        {filter.text && (
          <button
            type="button"
            class="chip"
            aria-pressed="true"
            onClick={() => change({ find: undefined })}
          >
            <span class="one-line">“{filter.text}”</span>
            <Icon name="close" />
            <span class="visually-hidden">Remove this filter</span>
          </button>
        )}
      </div>
    </search>
  )
}
