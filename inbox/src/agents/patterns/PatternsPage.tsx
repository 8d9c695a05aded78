import { useEffect, useRef } from 'preact/hooks'

import type { Project } from '../../api-types.ts'
import { useLive } from '../../live.ts'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useLinkKeys } from '../../ui/use-link-keys.ts'
import { agentsHref } from '../agents-href.ts'
import { readRange, type RangeName } from '../range.ts'
import { PageHead } from '../ui/PageHead.tsx'
import { getKnownPatterns, getPatterns } from './pattern-api.ts'
import type { KnownPattern, Pattern } from './pattern-types.ts'
import { PatternRow } from './PatternRow.tsx'
import './patterns.css'

const LOOK_AGAIN = 10_000

/** What runs are looked through for: frustration, confusion, and what a project defines. */
export function PatternsPage({ query, project }: { query: URLSearchParams; project: Project }) {
  const { projectId } = project
  const list = useRef<HTMLOListElement>(null)
  const range = readRange(query)
  const [live, retry] = useLive({
    key: `${projectId} ${range}`,
    load: (signal) => loadAll(projectId, range, signal),
    nextAfter: () => LOOK_AGAIN,
  })
  useLinkKeys(list)

  useEffect(() => {
    document.title = 'Patterns · Casefile'
  }, [])

  return (
    <section class="agents-page">
      <PageHead
        title="Patterns"
        lead="Production runs with a person present are looked through for these."
        range={range}
        hrefOf={(range) => agentsHref(query, { part: 'patterns' }, { range })}
      >
        <a class="button primary" href={agentsHref(query, { part: 'pattern-form' })}>
          New pattern
        </a>
      </PageHead>
      {live.status === 'failed' && (
        <ErrorNotice title="The patterns could not be loaded" error={live.error} onRetry={retry} />
      )}
      {live.status === 'loading' && <Skeleton widths={[92, 85, 96]} label="Loading the patterns" />}
      {live.status === 'ready' && (
        <>
          <ol ref={list} class="pattern-rows card">
            {live.data.patterns.map((pattern) => (
              <PatternRow
                key={pattern.slug}
                pattern={pattern}
                href={agentsHref(query, { part: 'patterns', id: pattern.slug })}
              />
            ))}
          </ol>
          {live.data.off.length > 0 && <SwitchedOff patterns={live.data.off} query={query} />}
        </>
      )}
    </section>
  )
}

async function loadAll(projectId: string, range: RangeName, signal: AbortSignal) {
  const [patterns, known] = await Promise.all([
    getPatterns(projectId, range, signal),
    getKnownPatterns(projectId, signal),
  ])
  return { patterns: mostFirst(patterns), off: known.filter(({ enabled }) => !enabled) }
}

function mostFirst(patterns: readonly Pattern[]): Pattern[] {
  return [...patterns].sort((a, b) => b.run_count - a.run_count)
}

function SwitchedOff({ patterns, query }: { patterns: KnownPattern[]; query: URLSearchParams }) {
  return (
    <section class="card run-part">
      <h2>Switched off</h2>
      <ul class="plain-links">
        {patterns.map(({ slug, name }) => (
          <li key={slug}>
            <a href={agentsHref(query, { part: 'pattern-form', id: slug })}>{name}</a>
          </li>
        ))}
      </ul>
    </section>
  )
}
