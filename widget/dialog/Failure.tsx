import type { RefObject } from 'preact'
import { CopyButton } from './CopyButton.tsx'
import { DESCRIPTION_LIMIT } from './description.ts'
import { fill, type Texts } from './strings.ts'
import type { Status } from './use-report.ts'

type Failed = Extract<Status, { step: 'failed' }>

const TEXT_FOR = {
  unreachable: 'failedUnreachable',
  refused: 'failedRefused',
  invalid: 'failedInvalid',
  inactive: 'failedInactive',
  unknown: 'failedUnknown',
} as const

interface FailureProps {
  status: Failed
  texts: Texts
  field: RefObject<HTMLTextAreaElement | null>
}

/** Why the report was not sent, and that nothing is lost. */
export function Failure({ status, texts, field }: FailureProps) {
  return (
    <div class="failure">
      <p>
        <strong>
          {fill(texts, TEXT_FOR[status.code], { reason: status.reason, limit: DESCRIPTION_LIMIT })}
        </strong>
      </p>
      <p>{texts.textIsSafe}</p>
      <CopyButton texts={texts} label={texts.copyText} from={field} />
    </div>
  )
}
