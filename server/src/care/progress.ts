/** Reports how far a long piece of work is. */
export interface Progress {
  /** So many bytes more are done. */
  add(bytes: number): void
  /** Says how it ended, on a line of its own. */
  finish(sentence: string): void
}

/** A person sees it move; a log gets a line a second. */
const INTERVAL = { terminal: 100, log: 1000 }

/** Progress on stderr, so that stdout stays for results. Short work prints its end only. */
export function progressOnStderr(work: string, totalBytes: number, now = Date.now): Progress {
  const isTerminal = process.stderr.isTTY === true
  const interval = isTerminal ? INTERVAL.terminal : INTERVAL.log
  let done = 0
  let printedAt = now()
  let isDrawn = false

  return {
    add(bytes) {
      done += bytes
      if (now() - printedAt < interval) return
      printedAt = now()
      const line = `${work}: ${formatBytes(done)} of ${formatBytes(totalBytes)}`
      process.stderr.write(isTerminal ? `\r\x1b[K${line}` : `${line}\n`)
      isDrawn = isTerminal
    },
    finish(sentence) {
      process.stderr.write(`${isDrawn ? '\r\x1b[K' : ''}${sentence}\n`)
    },
  }
}

/** `1.5 GB`; units are powers of 1000, as disks are sold. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  const value = bytes / 1000 ** power
  return `${value.toFixed(power === 0 || value >= 100 ? 0 : 1)} ${units[power]}`
}
