import { useRef } from 'preact/hooks'
import type { SettledReport } from '../../src/index.ts'
import { formatTime } from '../format-time.ts'
import { CopyButton } from './CopyButton.tsx'
import { fill, type Texts } from './strings.ts'

interface EarlierProps {
  reports: readonly SettledReport[]
  texts: Texts
}

/** What became of reports that had to wait. The region is there before them, so that it speaks. */
export function Earlier({ reports, texts }: EarlierProps) {
  return (
    <div role="status">
      {reports.map((report) =>
        report.outcome === 'arrived' ? (
          <p key={report.time} class="earlier">
            {fill(texts, 'earlierArrived', {
              time: formatTime(report.time, texts.language),
              id: report.issueId,
            })}
          </p>
        ) : (
          <Refused key={report.time} report={report} texts={texts} />
        ),
      )}
    </div>
  )
}

type RefusedReport = Extract<SettledReport, { outcome: 'refused' }>

/** The words are kept nowhere else: here they can be taken along. */
function Refused({ report, texts }: { report: RefusedReport; texts: Texts }) {
  const words = useRef<HTMLQuoteElement>(null)
  const { time, reason, description } = report

  return (
    <div class="failure">
      <p>
        <strong>
          {fill(texts, 'earlierRefused', { time: formatTime(time, texts.language), reason })}
        </strong>
      </p>
      <blockquote ref={words} dir="auto" tabIndex={0}>
        {description}
      </blockquote>
      <CopyButton texts={texts} label={texts.copyText} from={words} />
    </div>
  )
}
