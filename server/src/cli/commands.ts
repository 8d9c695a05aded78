import { VERSION } from '../version.ts'
import { backupCommand } from './backup-command.ts'
import { captureCommand } from './capture-command.ts'
import type { Command } from './command.ts'
import { eraseCommand } from './erase-command.ts'
import { doctorCommand } from './doctor-command.ts'
import { commandHelp, overallHelp } from './help.ts'
import { keysCommands } from './keys/commands.ts'
import type { Environment } from './parse-options.ts'
import { ownerCommand } from './owner-command.ts'
import { restoreCommand } from './restore-command.ts'
import { retentionCommand } from './retention-command.ts'
import { startCommand } from './start-command.ts'
import { UsageError } from './usage-error.ts'

/** In the order in which help lists them. */
const COMMANDS: readonly Command[] = [
  startCommand,
  ...keysCommands,
  captureCommand,
  ownerCommand,
  doctorCommand,
  backupCommand,
  restoreCommand,
  retentionCommand,
  eraseCommand,
]

/** Does what was typed. Rejects with a `UsageError` when that makes no command. */
export async function runCommand(args: readonly string[], environment: Environment): Promise<void> {
  const [first, ...rest] = args
  if (first === '--version') {
    console.log(VERSION)
    return
  }
  if (first === undefined || first === 'help' || asksForHelp(first)) {
    console.log(rest[0] === undefined ? overallHelp(COMMANDS) : commandHelp(find(rest[0], rest[1])))
    return
  }

  const command = find(first, rest[0])
  const given = command.name === `${first} ${rest[0]}` ? rest.slice(1) : rest
  if (given.some(asksForHelp)) console.log(commandHelp(command))
  else await command.run(given, environment)
}

function asksForHelp(arg: string): boolean {
  return arg === '--help' || arg === '-h'
}

function find(name: string, second: string | undefined): Command {
  const command =
    COMMANDS.find((known) => known.name === `${name} ${second}`) ??
    COMMANDS.find((known) => known.name === name || known.name === `${name} list`)
  if (command) return command

  const names = new Intl.ListFormat('en').format(COMMANDS.map((known) => known.name))
  throw new UsageError(`there is no command "${name}". The commands are ${names}; see --help.`)
}
