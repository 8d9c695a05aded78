import { TallText } from '../../ui/TallText.tsx'
import { Share } from '../ui/Share.tsx'
import type { InsightDetail } from './insight-types.ts'

/** What people asked for. */
export function Topics({ topics }: Pick<InsightDetail, 'topics'>) {
  if (topics.length === 0) return null
  return (
    <section class="card run-part">
      <h2>What people asked for</h2>
      <ul class="topics">
        {topics.map(({ topic, percent, examples }, index) => (
          <li key={index}>
            <p class="topic">
              <strong class="captured">{topic}</strong>
              <span class="secondary">{Math.round(percent)} %</span>
            </p>
            <Share share={percent / 100} />
            {examples.map((example, index) => (
              <TallText key={index} as="blockquote" class="captured">
                {example}
              </TallText>
            ))}
          </li>
        ))}
      </ul>
    </section>
  )
}
