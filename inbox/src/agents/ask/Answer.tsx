import { useRef } from 'preact/hooks'

import { Icon } from '../../ui/Icon.tsx'
import { useLinkKeys } from '../../ui/use-link-keys.ts'
import { agentsHref, runHref } from '../agents-href.ts'
import { firstLine } from '../ui/first-line.ts'
import { Markdown } from './Markdown.tsx'

/** `POST /v1/insight-search` */
export interface Answered {
  /** Markdown. */
  answer: string
  evidence: Evidence[]
}

interface Evidence {
  type: 'run' | 'session' | 'failure' | 'pattern'
  id: string
  snippet: string
}

/** A UUID, or the id of a trace of OpenTelemetry. */
const RUN_ID = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32})$/i
const ICONS = { run: 'agent', session: 'person', failure: 'error', pattern: 'page' } as const
const NAMES = { run: 'Run', session: 'Session', failure: 'Failure', pattern: 'Pattern' }

/** The answer, and what it rests on. */
export function Answer({ answered, query }: { answered: Answered; query: URLSearchParams }) {
  const { answer, evidence } = answered
  const list = useRef<HTMLOListElement>(null)
  useLinkKeys(list)

  const hrefOf = (code: string) => {
    const cited = evidence.find(({ id }) => id === code)
    if (cited) return hrefOfEvidence(cited, query)
    // What an answer cites besides its evidence are runs; the ids of ours look like this.
    return RUN_ID.test(code) ? runHref(query, { runId: code, source: 'prod' }) : undefined
  }

  return (
    <>
      <section class="card run-part" aria-label="Answer" aria-live="polite">
        <Markdown markdown={answer} hrefOf={hrefOf} />
      </section>
      {evidence.length > 0 && (
        <section class="card run-part">
          <h2>What it rests on</h2>
          <ol ref={list} class="sample-rows">
            {evidence.map((each) => (
              <li key={`${each.type} ${each.id}`}>
                <a class="sample-row" href={hrefOfEvidence(each, query)} title={each.id}>
                  <Icon name={ICONS[each.type]} />
                  <span class="visually-hidden">{NAMES[each.type]}: </span>
                  <span class="one-line">{firstLine(each.snippet) || each.id}</span>
                </a>
              </li>
            ))}
          </ol>
        </section>
      )}
    </>
  )
}

function hrefOfEvidence({ type, id }: Evidence, query: URLSearchParams): string {
  switch (type) {
    case 'run':
      return runHref(query, { runId: id, source: 'prod' })
    case 'session':
      return agentsHref(query, { part: 'runs' }, { session: id, range: '2M', source: undefined })
    case 'failure':
      return agentsHref(query, { part: 'failures', id })
    case 'pattern':
      return agentsHref(query, { part: 'patterns', id })
  }
}
