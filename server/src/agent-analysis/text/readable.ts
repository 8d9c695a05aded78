/** `12 %`, `0.4 %`, `1,200 %` */
export function readablePercent(share: number): string {
  const percent = share * 100
  const rounded = percent >= 10 ? Math.round(percent) : Number(percent.toFixed(1))
  return `${readableNumber(rounded)} %`
}

/** `1 run`, `5 runs`, `12,000 runs` */
export function countOf(count: number, noun: string): string {
  return `${readableNumber(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** `12,000` */
export function readableNumber(value: number): string {
  return value.toLocaleString('en-US')
}

/** `820 ms`, `14.5 s` */
export function readableDuration(duration: number): string {
  return duration < 1000 ? `${Math.round(duration)} ms` : `${(duration / 1000).toFixed(1)} s`
}

/** `$0.0125`, `$51.30` */
export function readableCost(dollars: number): string {
  return `$${dollars.toFixed(dollars < 1 ? 4 : 2)}`
}

/** `2026-11-22 15:30 UTC` */
export function readableTime(time: number): string {
  const [date, clock = ''] = new Date(time).toISOString().split('T')
  return `${date} ${clock.slice(0, 5)} UTC`
}
