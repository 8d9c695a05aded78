#!/usr/bin/env node
import { parseCommand, UsageError } from './cli/parse-command.ts'
import { HELP } from './cli/help.ts'
import { runKeys } from './cli/run-keys.ts'
import { runStart } from './cli/run-start.ts'
import { FolderInUseError } from './storage/data-folder.ts'
import { NewerDataError } from './storage/sqlite/migrate.ts'

try {
  const command = parseCommand(process.argv.slice(2))
  switch (command.name) {
    case 'help':
      console.log(HELP)
      break
    case 'start':
      await runStart(command)
      break
    case 'keys':
      await runKeys(command)
      break
  }
} catch (error) {
  process.exitCode = error instanceof UsageError ? 2 : 1
  console.error(isForPeople(error) ? `casefile-server: ${error.message}` : error)
}

/** Errors whose message says all; of any other the stack is worth having. */
function isForPeople(error: unknown): error is Error {
  return [UsageError, FolderInUseError, NewerDataError].some((kind) => error instanceof kind)
}
