import type { OptionTable, OptionValues } from './option.ts'
import { parseOptions, type Environment } from './parse-options.ts'

/** One command of `casefile-server`, as `main.ts` and the help see it. */
export interface Command {
  /** One word, or two: `keys create`. */
  name: string
  /** One line for the list of commands. */
  summary: string
  /** What a person should know before using it. */
  description: string
  /** What is given without a flag; without it the command takes options alone. */
  operands?: Operands
  options: OptionTable
  /** Rejects with a `UsageError` when the arguments or the environment cannot be used. */
  run(args: readonly string[], environment: Environment): Promise<void>
}

export interface Operands {
  /** What help calls them, e.g. `KEY` or `KEY ORIGIN…`. */
  placeholder: string
  least: number
  /** Default: as many as `least`. */
  most?: number
}

interface CommandDefinition<Table extends OptionTable> extends Omit<Command, 'run' | 'options'> {
  options: Table
  run: (values: OptionValues<Table>, operands: readonly string[]) => Promise<void>
}

/** Binds a command's options to the function that takes their values. */
export function defineCommand<Table extends OptionTable>(
  definition: CommandDefinition<Table>,
): Command {
  const { name, operands, options, run } = definition
  return {
    ...definition,
    run: async (args, environment) => {
      const parsed = parseOptions({ name, operands, options, args, environment })
      return run(parsed.values, parsed.operands)
    },
  }
}
