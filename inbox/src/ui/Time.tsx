import { useEffect, useState } from 'preact/hooks'

const UNITS = [
  ['y', 31_557_600_000],
  ['mo', 2_629_800_000],
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
] as const

const absolute = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })

/** How long ago, in few letters; the full date and time on hover and for those who listen. */
export function Time({ at }: { at: string }) {
  const [now, setNow] = useState(Date.now)
  const time = Date.parse(at)

  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 20_000)
    return () => clearInterval(timer)
  }, [])

  if (Number.isNaN(time)) return <span>{at}</span>
  return (
    <time dateTime={at} title={absolute.format(time)}>
      {formatAge(now - time)}
    </time>
  )
}

function formatAge(age: number): string {
  const unit = UNITS.find(([, length]) => age >= length)
  return unit ? `${Math.floor(age / unit[1])} ${unit[0]} ago` : 'just now'
}
