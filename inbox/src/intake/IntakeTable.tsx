import type { Row } from './outcomes.ts'
import { OUTCOME_WORDS, wordsOf } from './reasons.ts'

const numbers = new Intl.NumberFormat()

interface Props {
  title: string
  /** One sentence about what is counted. */
  note: string
  rows: Row[]
}

/** What became of one kind of thing, each reason with its share. */
export function IntakeTable({ title, note, rows }: Props) {
  if (rows.length === 0) return null
  const most = Math.max(...rows.map(({ count }) => count))

  return (
    <section class="card intake-table">
      <h2>{title}</h2>
      <p class="secondary">{note}</p>
      <table>
        <thead class="visually-hidden">
          <tr>
            <th scope="col">What became of it</th>
            <th scope="col">How many</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const { title, advice } = wordsOf(row)
            return (
              <tr key={`${row.outcome} ${row.reason}`} data-outcome={row.outcome}>
                <th scope="row">
                  <span>
                    {title}
                    {OUTCOME_WORDS[row.outcome] && (
                      <span class="outcome">{OUTCOME_WORDS[row.outcome]}</span>
                    )}
                  </span>
                  {advice && <span class="advice">{advice}</span>}
                </th>
                <td>
                  <span class="count">{numbers.format(row.count)}</span>
                  <span class="share" aria-hidden="true">
                    <span style={{ inlineSize: `${(row.count / most) * 100}%` }} />
                  </span>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
