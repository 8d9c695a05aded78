/** One line of at most so many characters, fit to stand in a sentence. */
export function clip(text: string, most = 160): string {
  // No character has more than two code units; what a stranger wrote may have a million.
  const start = text.slice(0, most * 2)
  const characters = [...start.replace(/[\s\p{Cc}]+/gu, ' ').trim()]
  const isWhole = start.length === text.length && characters.length <= most
  return isWhole ? characters.join('') : `${characters.slice(0, most - 1).join('')}…`
}

/** Sentences whose cut texts end with their ellipsis, and with no full stop after it. */
export function endOnce(sentences: string): string {
  return sentences.replaceAll('….', '…')
}

/** The part of an address a person recognises: no origin, no query. */
export function pathOf(url: string): string {
  return clip(
    /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*([^?#]*)/i.exec(url)?.[1] || url.replace(/[?#].*$/s, ''),
    100,
  )
}

/** The same with its host, for what goes elsewhere than the page came from. */
export function hostAndPathOf(url: string): string {
  return clip(url.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '').replace(/[?#].*$/s, ''), 100)
}

/** `850 ms`, `6.2 s` */
export function readableDuration(duration: number): string {
  return duration < 1000 ? `${Math.round(duration)} ms` : `${(duration / 1000).toFixed(1)} s`
}

/** `once`, `twice`, `5 times` */
export function readableTimes(count: number): string {
  if (count === 1) return 'once'
  return count === 2 ? 'twice' : `${count} times`
}

export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
