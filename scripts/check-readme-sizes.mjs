// Compares the sizes the README states with the build: a number nobody can reproduce is worse
// than none. Run by `npm run size`, after `npm run build`.
import { execSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

// The formatter pads the cells of tables.
const readme = readFileSync('README.md', 'utf8').replace(/ +/g, ' ')
const output = execSync('npx size-limit --json', { encoding: 'utf8' })

const wrong = JSON.parse(output).flatMap(({ name, size }) => {
  const measured = `${(size / 1000).toFixed(1)} kB`
  const row = readme.split('\n').find((line) => line.startsWith(`| ${name} |`))
  return row?.includes(` ${measured} `)
    ? []
    : [`${name}: ${measured} measured, README says ${row ?? 'nothing'}`]
})

if (wrong.length > 0) {
  console.error(`README.md states sizes that are not those of the build:\n${wrong.join('\n')}`)
  process.exit(1)
}
