import { DESCRIPTION_LIMIT, descriptionLength } from './description.ts'
import { fill, type Texts } from './strings.ts'

/** Where it is worth saying aloud how much is left; at every letter it would only disturb. */
const SPOKEN_AT = [20, 50, 100, 200]

/** How long the text is, for the eye at any time and for the ear near the limit. */
export function Counter({ text, texts }: { text: string; texts: Texts }) {
  const count = descriptionLength(text)
  const left = DESCRIPTION_LIMIT - count
  const near = SPOKEN_AT.find((threshold) => left < threshold)

  return (
    <>
      <span class={left < 0 ? 'counter over' : 'counter'} aria-hidden="true">
        {fill(texts, 'count', { count, limit: DESCRIPTION_LIMIT })}
      </span>
      <span role="status" class="unseen">
        {left < 0
          ? fill(texts, 'tooLong', { limit: DESCRIPTION_LIMIT })
          : near && fill(texts, 'fewLeft', { count: near })}
      </span>
    </>
  )
}
