import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../../server/dist/main.js', import.meta.url))

export interface CliResult {
  code: number
  stdout: string
  stderr: string
}

/** Runs the built `casefile-server` to its end. */
export function runServerCli(...args: string[]): Promise<CliResult> {
  return runServerCliWith({}, ...args)
}

/** The same, with variables of the environment set. */
export function runServerCliWith(
  environment: Record<string, string>,
  ...args: string[]
): Promise<CliResult> {
  return run({ environment, input: '' }, args)
}

/** The same, with something on its standard input. */
export function pipeToServerCli(input: string, ...args: string[]): Promise<CliResult> {
  return run({ environment: {}, input }, args)
}

function run(
  { environment, input }: { environment: Record<string, string>; input: string },
  args: string[],
): Promise<CliResult> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [MAIN, ...args],
      { env: { ...process.env, ...environment } },
      (_error, stdout, stderr) => resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    )
    // A command that reads nothing may have ended before this is written.
    child.stdin?.on('error', () => {})
    child.stdin?.end(input)
  })
}

/** A second project beside the first, made as a person would: by the command line. */
export async function addProject(data: string) {
  const { stdout } = await runServerCli('keys', 'new-project', 'Other', '--data', data, '--json')
  // The command line's own tests check this shape.
  return JSON.parse(stdout) as {
    projectId: string
    keys: { capture: string; project: string; ingest: string; read: string }
  }
}
