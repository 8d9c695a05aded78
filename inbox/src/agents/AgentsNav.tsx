import { useEffect, useRef } from 'preact/hooks'

import type { AgentsPart } from '../routes.ts'
import { agentsHref } from './agents-href.ts'

const PARTS = [
  { part: 'runs', label: 'Runs' },
  { part: 'overview', label: 'Overview' },
  { part: 'failures', label: 'Failures' },
  { part: 'patterns', label: 'Patterns' },
  { part: 'insights', label: 'Insights' },
  { part: 'ask', label: 'Ask' },
] as const

export function AgentsNav({ query, part }: { query: URLSearchParams; part: AgentsPart }) {
  const current = part === 'pattern-form' ? 'patterns' : part
  const list = useRef<HTMLElement>(null)

  // On a narrow screen the last ones are out of sight.
  useEffect(() => {
    list.current
      ?.querySelector('[aria-current]')
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [current])

  return (
    <nav ref={list} class="agents-nav" aria-label="Agents">
      {PARTS.map(({ part, label }) => (
        <a
          key={part}
          href={agentsHref(query, { part })}
          aria-current={part === current ? 'page' : undefined}
        >
          {label}
        </a>
      ))}
    </nav>
  )
}
