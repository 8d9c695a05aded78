import { useRef } from 'preact/hooks'

import { Time } from '../../ui/Time.tsx'
import { useLinkKeys } from '../../ui/use-link-keys.ts'
import { runHref } from '../agents-href.ts'
import type { FailureDetail } from './failure-types.ts'

interface Props extends Pick<FailureDetail, 'samples'> {
  query: URLSearchParams
}

/** The latest, each with the run it is of. */
export function FailureSamples({ samples, query }: Props) {
  const list = useRef<HTMLOListElement>(null)
  useLinkKeys(list)

  return (
    <section class="card run-part">
      <h2>The latest</h2>
      <ol ref={list} class="sample-rows">
        {samples.map(({ run_id: runId, tool_call_id: callId, message, occurred_at: at }, index) => (
          <li key={index}>
            <a
              class="sample-row"
              href={runHref(query, {
                runId,
                source: 'prod',
                ...(callId !== null && { span: `tool:${callId}` }),
              })}
            >
              <span class="one-line" title={message}>
                {message || 'without a message'}
              </span>
              <span class="secondary">
                <Time at={at} />
              </span>
            </a>
          </li>
        ))}
      </ol>
    </section>
  )
}
