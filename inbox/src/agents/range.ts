/** Lengths of time as the API names them; all end now. */
export const RANGES = [
  { name: '1h', label: 'Hour' },
  { name: '1d', label: 'Day' },
  { name: '2w', label: '2 weeks' },
  { name: '1M', label: 'Month' },
  { name: '2M', label: '2 months' },
] as const

export type RangeName = (typeof RANGES)[number]['name']

export function readRange(query: URLSearchParams): RangeName {
  const wanted = query.get('range')
  return RANGES.find(({ name }) => name === wanted)?.name ?? '2w'
}
