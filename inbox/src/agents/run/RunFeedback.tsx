import { TallText } from '../../ui/TallText.tsx'
import { Time } from '../../ui/Time.tsx'
import type { Feedback, RunDetail } from '../agent-types.ts'
import { Thumb } from '../ui/Thumb.tsx'

const WORDS = { thumbs_up: 'Thumbs up', thumbs_down: 'Thumbs down' }

/** What somebody thinks of the run, and what they said before. */
export function RunFeedback({ run }: { run: RunDetail }) {
  const history =
    run.feedback_history.length > 0 ? run.feedback_history : run.feedback ? [run.feedback] : []
  return (
    <section class="card run-part">
      <h2>Feedback</h2>
      {history.length === 0 ? (
        <p class="secondary">
          Nobody has said anything yet. <code>submitFeedback</code> of <code>casefile/agent</code>{' '}
          sends thumbs and words.
        </p>
      ) : (
        <ol class="feedback">
          {[...history].reverse().map((feedback, index) => (
            <Said key={history.length - index} feedback={feedback} />
          ))}
        </ol>
      )}
    </section>
  )
}

function Said({ feedback }: { feedback: Feedback }) {
  const { score, text, created_at: at } = feedback
  return (
    <li>
      <p>
        <Thumb feedback={feedback} />
        {score && <span aria-hidden="true">{WORDS[score]}</span>}
        <span class="secondary">
          <Time at={at} />
        </span>
      </p>
      {text && (
        <TallText as="blockquote" class="captured">
          {text}
        </TallText>
      )}
    </li>
  )
}
