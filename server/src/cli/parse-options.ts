import { parseArgs } from 'node:util'

import type { Operands } from './command.ts'
import {
  flagOf,
  UnusableValue,
  variableOf,
  type Option,
  type OptionTable,
  type OptionValues,
} from './option.ts'
import { UsageError } from './usage-error.ts'

export type Environment = Readonly<Record<string, string | undefined>>

interface Given<Table extends OptionTable> {
  /** Name of the command, for messages. */
  name: string
  operands?: Operands | undefined
  options: Table
  args: readonly string[]
  environment: Environment
}

/**
 * The value of every option: what was typed, else what the environment says, else its default.
 * And what was typed without a flag.
 */
export function parseOptions<Table extends OptionTable>(
  given: Given<Table>,
): { values: OptionValues<Table>; operands: string[] } {
  const { typed, operands } = readTyped(given)
  const values = Object.entries(given.options).map(([name, option]) => {
    const { environment } = given
    return [name, readValue({ name, option, typed: typed.get(flagOf(name)), environment })]
  })
  // The entries were made from the table's own names; `fromEntries` cannot say so.
  return { values: Object.fromEntries(values) as OptionValues<Table>, operands }
}

/** What was typed, by flag and without. A switch has the value "1". */
function readTyped({ name: command, operands: wanted, options, args }: Given<OptionTable>): {
  typed: Map<string, string>
  operands: string[]
} {
  const flags = new Map(Object.entries(options).map(([name, option]) => [flagOf(name), option]))
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    tokens: true,
    options: Object.fromEntries(
      [...flags].map(([flag, { placeholder }]) => [
        flag.slice(2),
        { type: placeholder === undefined ? 'boolean' : 'string' },
      ]),
    ),
  })
  const help = `See casefile-server ${command} --help.`

  const typed = new Map<string, string>()
  const operands: string[] = []
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue
    if (token.kind === 'positional') {
      if (operands.length === (wanted?.most ?? wanted?.least ?? 0)) {
        throw new UsageError(`${command} does not know what to do with "${token.value}". ${help}`)
      }
      operands.push(token.value)
      continue
    }

    const { rawName, value, inlineValue } = token
    const option = flags.get(rawName)
    if (!option) {
      const known = [...flags.keys()].join(', ')
      throw new UsageError(`${rawName} is not an option of ${command}, which has ${known}. ${help}`)
    }
    if (option.placeholder === undefined) {
      if (value !== undefined) throw new UsageError(`${rawName} takes no value. ${help}`)
      typed.set(rawName, '1')
      continue
    }
    if (value === undefined || (!inlineValue && value.startsWith('--'))) {
      throw new UsageError(`${rawName} needs a value: ${rawName} ${option.placeholder}. ${help}`)
    }
    typed.set(rawName, value)
  }
  if (wanted && operands.length < wanted.least) {
    throw new UsageError(`say what is meant: ${command} ${wanted.placeholder}. ${help}`)
  }
  return { typed, operands }
}

function readValue({
  name,
  option,
  typed,
  environment,
}: {
  name: string
  option: Option<unknown>
  typed: string | undefined
  environment: Environment
}): unknown {
  if (typed !== undefined) return readNamed(option, typed, `${flagOf(name)} ${typed}`)

  const variable = variableOf(name)
  const set = option.environment && environment[variable]
  // Set to nothing is how a compose file leaves a variable out.
  if (set === undefined || set === '') return option.fallback
  return readNamed(option, set, `${variable}=${set}`)
}

function readNamed({ read }: Option<unknown>, text: string, named: string): unknown {
  try {
    return read(text)
  } catch (error) {
    if (error instanceof UnusableValue) throw new UsageError(`${named} ${error.message}`)
    throw error
  }
}
