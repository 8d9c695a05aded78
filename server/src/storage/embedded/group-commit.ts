import { isOfTheFile } from '../sqlite/damage.ts'
import type { Database } from '../sqlite/database.ts'
import { toSentError, type Command, type Reply } from './messages.ts'

export interface GroupCommit {
  /** Does the commands in as few commits as it can and says for each what came of it. */
  perform(commands: readonly Command[]): Promise<Reply[]>
}

export interface GroupOptions {
  /** Does one command, in one turn; rejecting takes back what that command did. */
  run(command: Command): Promise<unknown>
  /** The file a command writes to; `undefined` for one that must run outside of any transaction. */
  databaseOf(command: Command): Database | undefined
  /** Runs as the last thing of a transaction. */
  beforeCommit(db: Database): void
  /** Runs after one that failed. */
  afterFailure(db: Database): void
  /** Mends what made a group fail; whether doing it again makes sense. */
  mend(command: Command, error: unknown): boolean
}

/**
 * A commit that survives a power failure waits for the disk, however little it holds. So whatever
 * has come in meanwhile shares the next one: alone a command waits for its own commit, under load
 * for at most the one before as well.
 */
export function createGroupCommit(options: GroupOptions): GroupCommit {
  return {
    async perform(commands) {
      const { groups, refused } = groupsOf(options, commands)
      const replies = [...refused]
      for (const group of groups) replies.push(...(await commit(options, group)))
      return replies
    },
  }
}

interface Group {
  db: Database | undefined
  commands: Command[]
}

/** One group a file, in order; what runs alone keeps its place between the others. */
function groupsOf(
  options: GroupOptions,
  commands: readonly Command[],
): { groups: Group[]; refused: Reply[] } {
  const groups: Group[] = []
  const refused: Reply[] = []
  let shared = new Map<Database, Group>()

  for (const command of commands) {
    let db: Database | undefined
    try {
      db = openFor(options, command)
    } catch (error) {
      // The file cannot even be opened, e.g. a new day's on a full disk.
      refused.push({ id: command.id, error: toSentError(error) })
      continue
    }
    const known = db && shared.get(db)
    if (known) {
      known.commands.push(command)
      continue
    }
    const group = { db, commands: [command] }
    groups.push(group)
    if (db) shared.set(db, group)
    else shared = new Map()
  }
  return { groups, refused }
}

function openFor({ databaseOf, mend }: GroupOptions, command: Command): Database | undefined {
  try {
    return databaseOf(command)
  } catch (error) {
    if (!mend(command, error)) throw error
    return databaseOf(command)
  }
}

async function commit(options: GroupOptions, group: Group, isSecondTry = false): Promise<Reply[]> {
  const { db, commands } = group
  const [first] = commands
  if (!db) return Promise.all(commands.map((command) => alone(options, command)))

  try {
    db.exec('BEGIN IMMEDIATE')
    const replies = []
    for (const command of commands) replies.push(await inside(options, db, command))
    options.beforeCommit(db)
    db.exec('COMMIT')
    return replies
  } catch (error) {
    tryRollback(db)
    options.afterFailure(db)
    if (first && !isSecondTry && options.mend(first, error)) {
      return commit(options, { db: options.databaseOf(first), commands }, true)
    }
    return commands.map(({ id }) => ({ id, error: toSentError(error) }))
  }
}

/** One command of a group. Its own failure is its own; a failure of the file is everybody's. */
async function inside(options: GroupOptions, db: Database, command: Command): Promise<Reply> {
  db.exec('SAVEPOINT command')
  try {
    const value = await options.run(command)
    db.exec('RELEASE command')
    return { id: command.id, value }
  } catch (error) {
    // Throws when the file has ended the transaction by itself.
    db.exec('ROLLBACK TO command; RELEASE command')
    if (isOfTheFile(error)) throw error
    return { id: command.id, error: toSentError(error) }
  }
}

async function alone({ run }: GroupOptions, command: Command): Promise<Reply> {
  try {
    return { id: command.id, value: await run(command) }
  } catch (error) {
    return { id: command.id, error: toSentError(error) }
  }
}

function tryRollback(db: Database): void {
  try {
    db.exec('ROLLBACK')
  } catch {
    // There was no transaction any more.
  }
}
