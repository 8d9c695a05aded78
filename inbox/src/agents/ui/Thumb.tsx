import { Icon } from '../../ui/Icon.tsx'
import type { Feedback } from '../agent-types.ts'

/** What somebody thought of a run. */
export function Thumb({ feedback }: { feedback: Feedback | null }) {
  if (!feedback) return null
  const { score, text } = feedback
  const said = score ? (score === 'thumbs_up' ? 'Thumbs up' : 'Thumbs down') : 'Feedback'
  return (
    <span class="thumb" data-score={score ?? undefined} title={text ? `${said}: ${text}` : said}>
      <Icon
        name={score === 'thumbs_up' ? 'liked' : score === 'thumbs_down' ? 'disliked' : 'said'}
      />
      <span class="visually-hidden">{said}</span>
    </span>
  )
}
