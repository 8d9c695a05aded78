/** When it was the page that hung, the answer is already waiting behind the timer: this lets it in. */
const GRACE = 250

/** The timers to use: those of before the page, or its frameworks, wrapped them. */
interface Timers {
  setTimeout(run: () => void, delay: number): number
  clearTimeout(timer: number | undefined): void
}

/** What `work` comes to; rejects when it has not come to anything within `timeout` milliseconds. */
export function inTime<Result>(
  work: Promise<Result>,
  timeout: number,
  { setTimeout, clearTimeout }: Timers,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    let timer = setTimeout(() => (timer = setTimeout(reject, GRACE)), timeout)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
