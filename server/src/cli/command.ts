import type { OptionTable, OptionValues } from './option.ts'
import { parseOptions, type Environment } from './parse-options.ts'

/** One command of `casefile-server`, as `main.ts` and the help see it. */
export interface Command {
  name: string
  /** One line for the list of commands. */
  summary: string
  /** What a person should know before using it. */
  description: string
  options: OptionTable
  /** Rejects with a `UsageError` when the arguments or the environment cannot be used. */
  run(args: readonly string[], environment: Environment): Promise<void>
}

interface CommandDefinition<Table extends OptionTable> extends Omit<Command, 'run' | 'options'> {
  options: Table
  run: (values: OptionValues<Table>) => Promise<void>
}

/** Binds a command's options to the function that takes their values. */
export function defineCommand<Table extends OptionTable>(
  definition: CommandDefinition<Table>,
): Command {
  const { name, options, run } = definition
  return {
    ...definition,
    run: async (args, environment) => run(parseOptions({ name, options, args, environment })),
  }
}
