import { runServerCli } from './run-server-cli.ts'
import type { RunningCollector } from './start-collector.ts'

export interface ListedKey {
  id: string
  kind: string
  key: string
  state: string
  label: string | null
  scope: string | null
  origins: string[]
  lastUsedAt: string | null
}

/** Makes a key by the command line beside a running collector; returns it. */
export async function makeKey({ data }: RunningCollector, ...args: string[]): Promise<string> {
  const made = await runServerCli('keys', 'create', ...args, '--data', data, '--json')
  if (made.code !== 0) throw new Error(made.stderr)
  return String(JSON.parse(made.stdout).key)
}

/** Makes a new capture key in place of the collector's first; returns it. */
export async function rotateKey({ data, keys }: RunningCollector, ...args: string[]) {
  const made = await runServerCli('keys', 'rotate', keys.capture, ...args, '--data', data, '--json')
  if (made.code !== 0) throw new Error(made.stderr)
  return String(JSON.parse(made.stdout).key)
}

/** The keys as the command line lists them. */
export async function listKeys(data: string): Promise<ListedKey[]> {
  const { stdout } = await runServerCli('keys', '--data', data, '--json')
  return JSON.parse(stdout).projects.flatMap((project: { keys: ListedKey[] }) => project.keys)
}
