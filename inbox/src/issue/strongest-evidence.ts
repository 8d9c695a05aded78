import type { Analysis, Evidence } from '../api-types.ts'

const MOST = 3

/**
 * The evidence that stands above the fold, in the order of time: first what the analysis names in
 * its cause and its summary, then the latest, because what happens last is what people report.
 * Of what happened many times, one stands for all.
 */
export function strongestEvidence({ evidence, probableCause, summary }: Analysis): Evidence[] {
  const weigh = ({ title }: Evidence) =>
    (probableCause?.includes(title) ? 2 : 0) + (summary.includes(title) ? 1 : 0)

  return evidence
    .map((item) => ({ item, weight: weigh(item), time: Date.parse(item.time) }))
    .sort((a, b) => b.weight - a.weight || b.time - a.time)
    .filter(
      ({ item }, index, all) => index === all.findIndex((one) => one.item.title === item.title),
    )
    .slice(0, MOST)
    .sort((a, b) => a.time - b.time)
    .map(({ item }) => item)
}
