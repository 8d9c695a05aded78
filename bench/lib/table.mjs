/** Prints the table of the kind: a row a line, a subject a column. */
export function printTable(summary, subjects, about) {
  const shown = subjects.filter((subject) => subject !== 'none')
  const head = ['', 'none', ...shown, 'target']
  const lines = summary.map((row) => [
    row.title + (row.over ? ', over none' : ''),
    row.over ? '' : format(row, 'none'),
    ...shown.map((subject) => format(row, subject)),
    row.target === undefined ? '' : `≤ ${row.target}`,
  ])

  const widths = head.map((_, column) =>
    Math.max(...[head, ...lines].map((line) => line[column].length)),
  )
  for (const line of [head, widths.map((width) => '-'.repeat(width)), ...lines]) {
    const cells = line.map((cell, i) => (i ? cell.padStart(widths[i]) : cell.padEnd(widths[i])))
    console.log(`| ${cells.join(' | ')} |`)
  }
  console.log(
    `\n${about.date}, ${about.rounds} rounds in ${about.minutes} min, lower quartile of the rounds. ${about.chromium}, ${about.machine}.`,
  )
  console.log(`The machine's pace: ${about.calibration.byMetrics.toFixed(0)} ms for the busy loop.`)
  const late = Object.entries(about.lateChunksKB)
  const total = late.reduce((sum, [, size]) => sum + size, 0)
  const parts = late.map(([name, size]) => `${name} ${size.toFixed(1)}`)
  console.log(`Casefile loads later: ${total.toFixed(1)} kB brotli (${parts.join(', ')}).`)
}

function format({ values, digits, over }, subject) {
  const { value } = values[subject]
  const text = value.toFixed(digits)
  return over && value >= 0 ? `+${text}` : text
}

/** Where Casefile is dearer than the best peer, as sentences. */
export function failures(summary) {
  const own = new Set(['none', 'wrapper', 'casefile', 'casefile+replay'])
  return summary.flatMap(({ title, values, digits }) => {
    const peers = Object.entries(values).filter(([subject]) => !own.has(subject))
    if (!peers.length || !values.casefile) return []
    const [best, { value }] = peers.reduce((a, b) => (a[1].value <= b[1].value ? a : b))
    if (values.casefile.value <= value) return []
    return `${title}: ${values.casefile.value.toFixed(digits)}, but ${best} needs ${value.toFixed(digits)}`
  })
}
