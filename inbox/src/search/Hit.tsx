import type { FoundKind, SearchHit } from '../api-types.ts'
import { Icon, type IconName } from '../ui/Icon.tsx'
import { memo } from '../ui/memo.ts'
import { Time } from '../ui/Time.tsx'
import { Marked } from './Marked.tsx'

const KINDS: { [kind in FoundKind]: { name: string; icon: IconName } } = {
  error: { name: 'Error', icon: 'error' },
  warning: { name: 'Warning', icon: 'warning' },
  'failed-request': { name: 'Failed request', icon: 'network' },
}

interface Props {
  hit: SearchHit
  href: string
  /** What was looked for. */
  words: string
}

/** One thing that happened; leads to where it stands in its session. */
export const Hit = memo(function Hit({ hit, href, words }: Props) {
  const { name, icon } = KINDS[hit.kind]
  return (
    <li>
      <a class="hit" href={href} data-kind={hit.kind}>
        <span class="hit-kind">
          <Icon name={icon} />
          {name}
        </span>
        <span class="hit-text" title={hit.text}>
          {hit.text ? <Marked text={hit.text} words={words} /> : <em>without words</em>}
        </span>
        <span class="hit-time">
          <Time at={hit.time} />
        </span>
      </a>
    </li>
  )
})
