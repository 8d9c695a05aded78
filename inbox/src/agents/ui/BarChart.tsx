import './bar-chart.css'

export interface Bar {
  /** When, and how much, in words. */
  title: string
  /** From the bottom up. */
  parts: { value: number; tone: 'main' | 'bad' }[]
}

/** Heights are counted in it, so that the smallest part of a bar can still be drawn. */
const HEIGHT = 1_000

/** Bars over time, the same width each. What it shows stands in words or in a table beside it. */
export function BarChart({ bars }: { bars: readonly Bar[] }) {
  const most = Math.max(...bars.map(({ parts }) => totalOf(parts)), 0)
  return (
    <svg
      class="bar-chart"
      viewBox={`0 0 ${Math.max(1, bars.length)} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {bars.map(({ title, parts }, index) => (
        <g key={index}>
          <title>{title}</title>
          {/* Also where there is nothing: it is what the pointer meets. */}
          <rect class="nothing" x={index} width="1" height={HEIGHT} />
          {most > 0 &&
            stack(parts, most).map(({ tone, y, height }) => (
              <rect
                key={tone}
                data-tone={tone}
                x={index + 0.06}
                width="0.88"
                y={y}
                height={height}
              />
            ))}
        </g>
      ))}
    </svg>
  )
}

function stack(parts: Bar['parts'], most: number) {
  let y = HEIGHT
  return parts
    .filter(({ value }) => value > 0)
    .map(({ value, tone }) => {
      const height = (value / most) * HEIGHT
      y -= height
      return { tone, y, height }
    })
}

function totalOf(parts: Bar['parts']): number {
  return parts.reduce((sum, { value }) => sum + value, 0)
}
