import type { Outcomes } from './outcomes.ts'

const numbers = new Intl.NumberFormat()
const time = new Intl.DateTimeFormat(undefined, { dateStyle: 'short', timeStyle: 'short' })

/** Entries over time: what was accepted, and on top of it what is missing. */
export function IntakeChart({ parts }: Pick<Outcomes, 'parts'>) {
  const bars = parts.map(({ from, accepted, limited, rejected, dropped }) => {
    return { from, accepted, missing: limited + rejected + dropped }
  })
  const most = Math.max(1, ...bars.map(({ accepted, missing }) => accepted + missing))
  const [first] = bars
  const last = bars.at(-1)
  if (!first || !last) return null

  return (
    <figure class="intake-chart">
      <div class="bars" aria-hidden="true">
        {bars.map(({ from, accepted, missing }) => (
          <span
            key={from}
            class="bar"
            title={`${time.format(new Date(from))}: ${numbers.format(accepted)} accepted, ${numbers.format(missing)} missing`}
          >
            <span class="missing" style={{ blockSize: `${(missing / most) * 100}%` }} />
            <span class="accepted" style={{ blockSize: `${(accepted / most) * 100}%` }} />
          </span>
        ))}
      </div>
      <figcaption class="secondary">
        <span>{time.format(new Date(first.from))}</span>
        <span>{time.format(new Date(last.from))}</span>
        <span>
          <span class="key accepted" /> accepted <span class="key missing" /> did not make it
        </span>
        <span>at most {numbers.format(most)} in a bar</span>
      </figcaption>
    </figure>
  )
}
