/** A text with the beginnings of words that were looked for marked in it. */
export function Marked({ text, words }: { text: string; words: string }) {
  const wanted = words.match(/[\p{L}\p{N}]+/gu)
  if (!wanted) return <>{text}</>

  // Letters and digits only, so nothing in it is syntax; what matched is every second part.
  const parts = text.split(new RegExp(`(?<![\\p{L}\\p{N}])(${wanted.join('|')})`, 'giu'))
  return (
    <>{parts.map((part, index) => (index % 2 === 1 ? <mark key={index}>{part}</mark> : part))}</>
  )
}
