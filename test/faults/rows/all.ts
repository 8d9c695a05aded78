import type { Row } from '../row.ts'
import { answerRows } from './answers.ts'
import { crashRows } from './crashes.ts'
import { keyRows } from './keys.ts'
import { pageRows } from './pages.ts'
import { reportRows } from './reports.ts'
import { runRows } from './runs.ts'
import { storageRows } from './storage.ts'
import { tabRows } from './tabs.ts'
import { wayRows } from './ways.ts'

const rows: Row[] = [
  ...answerRows,
  ...wayRows,
  ...crashRows,
  ...tabRows,
  ...storageRows,
  ...pageRows,
  ...reportRows,
  ...runRows,
  ...keyRows,
]

/** All of `CASEFILE_FAULTS=all`, those of `CASEFILE_FAULTS=<part of a name>`, else the short ones. */
export function chosenRows(): Row[] {
  const wanted = process.env.CASEFILE_FAULTS
  if (!wanted) return rows.filter(({ isShort }) => isShort)
  if (wanted === 'all') return rows
  const found = rows.filter(({ name }) => name.toLowerCase().includes(wanted.toLowerCase()))
  if (found.length === 0) throw new Error(`No row is called like ${wanted}`)
  return found
}
