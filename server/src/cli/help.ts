import type { Command } from './command.ts'
import { flagOf, variableOf, type Option } from './option.ts'

/** The list of commands. */
export function overallHelp(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length))
  const list = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`)
  return `casefile-server: takes in what Casefile records, analyses it, and serves the inbox.

Usage
  casefile-server COMMAND [options]
  casefile-server COMMAND --help     Say what a command does and which options it has.
  casefile-server --version

Commands
${list.join('\n')}

To begin
  casefile-server start --port 4600 --data .casefile`
}

/** All about one command. */
export function commandHelp(command: Command): string {
  const { name, summary, description, operands, options } = command
  const rows = Object.entries(options).map(([key, option]) => {
    return { left: typedForm(key, option), lines: describe(key, option) }
  })
  rows.push({ left: '--help', lines: ['Print this.'] })

  const width = Math.max(...rows.map(({ left }) => left.length))
  const list = rows.flatMap(({ left, lines }) =>
    lines.map((line, index) => `  ${(index === 0 ? left : '').padEnd(width)}  ${line}`),
  )
  return `casefile-server ${name}: ${summary}

${description}

Usage
  casefile-server ${name}${operands ? ` ${operands.placeholder}` : ''} [options]

Options
${list.join('\n')}`
}

function typedForm(key: string, { placeholder }: Option<unknown>): string {
  return placeholder === undefined ? flagOf(key) : `${flagOf(key)} ${placeholder}`
}

function describe(key: string, { summary, fallback, environment }: Option<unknown>): string[] {
  const facts = [
    typeof fallback === 'string' || typeof fallback === 'number' ? `Default ${fallback}.` : '',
    environment ? `(${variableOf(key)})` : '',
  ]
  return [summary, facts.filter((fact) => fact !== '').join(' ')].filter((line) => line !== '')
}
