import type { Command } from '../command.ts'
import { createKeyCommand } from './create-key.ts'
import { listKeysCommand } from './list-keys.ts'
import { newProjectCommand } from './new-project.ts'
import { revokeKeyCommand } from './revoke-key.ts'
import { rotateKeyCommand } from './rotate-key.ts'
import { setOriginsCommand } from './set-origins.ts'

/** All about keys, the list first: it tells what the others can be given. */
export const keysCommands: readonly Command[] = [
  listKeysCommand,
  createKeyCommand,
  rotateKeyCommand,
  revokeKeyCommand,
  setOriginsCommand,
  newProjectCommand,
]
