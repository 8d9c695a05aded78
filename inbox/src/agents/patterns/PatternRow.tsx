import { Icon } from '../../ui/Icon.tsx'
import { Time } from '../../ui/Time.tsx'
import { formatNumber, formatPercent, formatPlural } from '../ui/format.ts'
import type { Pattern } from './pattern-types.ts'

const TRENDS = {
  up: 'More often than in the time before',
  down: 'Less often than in the time before',
  flat: 'As often as in the time before',
}

export function PatternRow({ pattern, href }: { pattern: Pattern; href: string }) {
  const { name, description, run_count: runs, user_count: users, rate, trend, last_seen } = pattern
  return (
    <li>
      <a class="pattern-row" href={href}>
        <span class="list-what">
          <span class="list-title one-line">
            {name}
            {!pattern.built_in && <span class="tag">own</span>}
          </span>
          <span class="secondary one-line" title={description}>
            {description}
          </span>
        </span>
        <span class="pattern-trend" data-trend={trend} title={TRENDS[trend]}>
          <Icon name={trend} />
          <span class="visually-hidden">{TRENDS[trend]}</span>
        </span>
        <span class="pattern-count" title={`${formatPercent(rate)} of all runs`}>
          {formatPlural(runs, 'run')}
          {users > 0 && (
            <span class="secondary">
              {' '}
              of {formatNumber(users)} {users === 1 ? 'user' : 'users'}
            </span>
          )}
        </span>
        <span class="list-age secondary">
          {last_seen === null ? 'not seen' : <Time at={last_seen} />}
        </span>
      </a>
    </li>
  )
}
