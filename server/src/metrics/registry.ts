/** Label values by name; every combination is a line of its own, so they must be few. */
export type Labels = Readonly<Record<string, string | number>>

export interface Counter {
  add(amount: number, labels?: Labels): void
}

export interface Histogram {
  observe(value: number, labels?: Labels): void
}

interface Family {
  help: string
  /** Names end as Prometheus wants it: `_total`, `_seconds`, `_bytes`. */
  name: string
}

/** One value, or several that differ in their labels. */
type Reading = number | readonly { labels: Labels; value: number }[]

export interface Registry {
  counter(family: Family): Counter
  histogram(family: Family & { buckets: readonly number[] }): Histogram
  /** Read when somebody asks; `rises` says that it never falls. */
  gauge(family: Family & { rises?: true; read: () => Reading | Promise<Reading> }): void
  /** Everything in Prometheus's text format. */
  render(): Promise<string>
}

/** What Prometheus is told to expect. */
export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8'

/** Counters, histograms and gauges, and their text; a format of a few lines needs no library. */
export function createRegistry(): Registry {
  const families: (() => Promise<string[]>)[] = []

  const add = (
    { name, help }: Family,
    type: string,
    samples: () => string[] | Promise<string[]>,
  ) => {
    families.push(async () => [
      `# HELP ${name} ${help}`,
      `# TYPE ${name} ${type}`,
      ...(await samples()),
    ])
  }

  return {
    counter(family) {
      const sums = new Map<string, number>()
      add(family, 'counter', () =>
        [...sums].map(([labels, sum]) => `${family.name}${labels} ${sum}`),
      )
      return {
        add(amount, labels = {}) {
          const key = write(labels)
          sums.set(key, (sums.get(key) ?? 0) + amount)
        },
      }
    },

    histogram({ buckets, ...family }) {
      const series = new Map<string, { labels: Labels; counts: number[]; sum: number }>()
      add(family, 'histogram', () =>
        [...series.values()].flatMap((each) => lines(family.name, each)),
      )

      const lines = (
        name: string,
        { labels, counts, sum }: { labels: Labels; counts: number[]; sum: number },
      ) => {
        let total = 0
        const cumulative = counts.map((count, index) => {
          total += count
          return `${name}_bucket${write({ ...labels, le: buckets[index] ?? '+Inf' })} ${total}`
        })
        return [
          ...cumulative,
          `${name}_sum${write(labels)} ${sum}`,
          `${name}_count${write(labels)} ${total}`,
        ]
      }

      return {
        observe(value, labels = {}) {
          const key = write(labels)
          const known = series.get(key) ?? {
            labels,
            counts: Array<number>(buckets.length + 1).fill(0),
            sum: 0,
          }
          series.set(key, known)
          const bucket = buckets.findIndex((bound) => value <= bound)
          const place = bucket < 0 ? buckets.length : bucket
          known.counts[place] = (known.counts[place] ?? 0) + 1
          known.sum += value
        },
      }
    },

    gauge({ read, rises, ...family }) {
      add(family, rises ? 'counter' : 'gauge', async () => {
        const value = await read()
        const samples = typeof value === 'number' ? [{ labels: {}, value }] : value
        return samples.map((sample) => `${family.name}${write(sample.labels)} ${sample.value}`)
      })
    },

    async render() {
      const lines = await Promise.all(families.map((family) => family()))
      return `${lines.flat().join('\n')}\n`
    },
  }
}

function write(labels: Labels): string {
  const pairs = Object.entries(labels).map(
    ([name, value]) =>
      `${name}="${String(value).replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`,
  )
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}
