import { RANGES, type RangeName } from '../range.ts'

interface Props {
  chosen: RangeName
  hrefOf: (range: RangeName) => string
}

/** How far back to look. */
export function RangeChoice({ chosen, hrefOf }: Props) {
  return (
    <nav class="chips" aria-label="Time">
      {RANGES.map(({ name, label }) => (
        <a
          key={name}
          class="chip"
          href={hrefOf(name)}
          aria-current={name === chosen ? 'true' : undefined}
        >
          {label}
        </a>
      ))}
    </nav>
  )
}
