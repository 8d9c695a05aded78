import type { ComponentChildren } from 'preact'

import type { RangeName } from '../range.ts'
import { RangeChoice } from './RangeChoice.tsx'

interface Props {
  title: string
  /** One sentence about what is here. */
  lead: string
  range: RangeName
  hrefOf: (range: RangeName) => string
  /** Further choices and actions. */
  children?: ComponentChildren
}

export function PageHead({ title, lead, range, hrefOf, children }: Props) {
  return (
    <header class="page-head">
      <h1>{title}</h1>
      <p class="secondary">{lead}</p>
      <div class="page-choices">
        <RangeChoice chosen={range} hrefOf={hrefOf} />
        {children}
      </div>
    </header>
  )
}
