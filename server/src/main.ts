#!/usr/bin/env node
import { CareError } from './care/care-error.ts'
import { runCommand } from './cli/commands.ts'
import { UsageError } from './cli/usage-error.ts'
import { FolderInUseError, FolderNotWritableError } from './storage/folder-lock.ts'
import { NewerDataError } from './storage/sqlite/migrate.ts'

try {
  await runCommand(process.argv.slice(2), process.env)
} catch (error) {
  process.exitCode = error instanceof UsageError ? 2 : 1
  console.error(isForPeople(error) ? `casefile-server: ${error.message}` : error)
}

/** Errors whose message says all; of any other the stack is worth having. */
function isForPeople(error: unknown): error is Error {
  return [UsageError, CareError, FolderInUseError, FolderNotWritableError, NewerDataError].some(
    (kind) => error instanceof kind,
  )
}
