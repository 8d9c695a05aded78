export function formatDuration(duration: number): string {
  return duration < 1_000 ? `${Math.round(duration)} ms` : `${(duration / 1_000).toFixed(1)} s`
}

export function formatBytes(size: number): string {
  return `${size.toLocaleString()} bytes`
}

/** `1 message`, `2 messages` */
export function formatCount(count: number, noun: string): string {
  return `${count.toLocaleString()} ${noun}${count === 1 ? '' : 's'}`
}

/** `valueMissing` as `value missing`, `needs-improvement` as `needs improvement` */
export function inWords(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replaceAll('-', ' ')
}
