import { parseArgs } from 'node:util'

import { KEY_KINDS, type KeyKind } from '../keys/key-kinds.ts'

export interface StartCommand {
  name: 'start'
  port: number
  host: string
  data: string
  dev: boolean
  json: boolean
}

export interface KeysCommand {
  name: 'keys'
  data: string
  json: boolean
  create?: KeyKind
  project?: string
  newProject?: string
}

export type Command = StartCommand | KeysCommand | { name: 'help' }

/** What was typed makes no command; the message says what would. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

const DEFAULT_PORT = 4600
const DEFAULT_DATA = '.casefile'

export function parseCommand(args: readonly string[]): Command {
  const [name, ...rest] = args
  if (name === undefined || name === 'help' || args.includes('--help') || args.includes('-h')) {
    return { name: 'help' }
  }
  if (name === 'start') return parseStart(rest)
  if (name === 'keys') return parseKeys(rest)
  throw new UsageError(
    `there is no command "${name}". The commands are start and keys; see --help.`,
  )
}

function parseStart(args: string[]): StartCommand {
  const { values } = readArgs(() =>
    parseArgs({
      args,
      options: {
        port: { type: 'string', default: String(DEFAULT_PORT) },
        host: { type: 'string', default: '127.0.0.1' },
        data: { type: 'string', default: DEFAULT_DATA },
        dev: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    }),
  )
  return { ...values, name: 'start', port: readPort(values.port) }
}

function parseKeys(args: string[]): KeysCommand {
  const { values } = readArgs(() =>
    parseArgs({
      args,
      options: {
        data: { type: 'string', default: DEFAULT_DATA },
        json: { type: 'boolean', default: false },
        create: { type: 'string' },
        project: { type: 'string' },
        'new-project': { type: 'string' },
      },
    }),
  )
  const { data, json, create, project, 'new-project': newProject } = values
  if (newProject !== undefined && (create !== undefined || project !== undefined)) {
    throw new UsageError(
      '--new-project makes one key of each kind; use it without --create and --project.',
    )
  }
  return {
    name: 'keys',
    data,
    json,
    ...(create !== undefined && { create: readKind(create) }),
    ...(project !== undefined && { project }),
    ...(newProject !== undefined && { newProject: readName(newProject) }),
  }
}

function readArgs<Result>(parse: () => Result): Result {
  try {
    return parse()
  } catch (error) {
    // `parseArgs` names the option and what is wrong with it.
    const message = error instanceof Error ? error.message : String(error)
    throw new UsageError(`${message}. See casefile-server --help.`)
  }
}

function readPort(text: string): number {
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port
  throw new UsageError(
    `--port ${text} is not a port; give a number from 0 (any free one) to 65535.`,
  )
}

function readKind(text: string): KeyKind {
  const kind = KEY_KINDS.find((known) => known === text)
  if (kind) return kind
  throw new UsageError(`--create ${text} is not a kind of key; give ${KEY_KINDS.join(', ')}.`)
}

function readName(text: string): string {
  const name = text.trim()
  if (name !== '' && name.length <= 100) return name
  throw new UsageError('--new-project needs a name of 1 to 100 characters.')
}
