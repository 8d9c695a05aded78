import type { FoundKind } from '../api-types.ts'
import { hrefTo } from '../routes.ts'

const CHOICES: [kind: FoundKind | undefined, name: string][] = [
  [undefined, 'All'],
  ['error', 'Errors'],
  ['warning', 'Warnings'],
  ['failed-request', 'Failed requests'],
]

export function KindChoice({
  query,
  kind,
}: {
  query: URLSearchParams
  kind?: FoundKind | undefined
}) {
  return (
    <nav class="chips" aria-label="Kinds">
      {CHOICES.map(([choice, name]) => (
        <a
          key={name}
          class="chip"
          href={hrefTo({ page: 'search' }, query, { kind: choice })}
          aria-current={choice === kind ? 'true' : undefined}
        >
          {name}
        </a>
      ))}
    </nav>
  )
}
