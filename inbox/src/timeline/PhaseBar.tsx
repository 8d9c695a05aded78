import { formatDuration } from './format-value.ts'

interface Props {
  /** In order. */
  phases: { name: string; duration: number }[]
}

/** Where the time of a request went. The list says the same as the bar, in the same order. */
export function PhaseBar({ phases }: Props) {
  const longest = Math.max(...phases.map(({ duration }) => duration))
  return (
    <figure class="phases">
      <figcaption>Where the time went</figcaption>
      <div class="phase-bar" aria-hidden="true">
        {phases.map(({ name, duration }) => (
          // Grown from its own share, so that no rounding and no absurd number breaks the bar.
          <span key={name} style={{ flexGrow: longest > 0 ? duration / longest : 1 }} />
        ))}
      </div>
      <ol>
        {phases.map(({ name, duration }) => (
          <li key={name}>
            <span class="phase-key" aria-hidden="true" />
            {name} <strong>{formatDuration(duration)}</strong>
          </li>
        ))}
      </ol>
    </figure>
  )
}
