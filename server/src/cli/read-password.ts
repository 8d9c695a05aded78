import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'

import { UsageError } from './usage-error.ts'

/** A password from the person at the terminal, who does not see it, or from a pipe. */
export async function readPassword(): Promise<string> {
  if (!process.stdin.isTTY) return readLine()

  const password = await ask('Password: ')
  if ((await ask('Once more: ')) === password) return password
  throw new UsageError('the two were not the same.')
}

async function readLine(): Promise<string> {
  for await (const line of createInterface({ input: process.stdin })) return line
  throw new UsageError('there is no password on the standard input.')
}

/** Asks on stderr, so that the answer of the command can go into a file. */
function ask(question: string): Promise<string> {
  process.stderr.write(question)
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  // With a terminal, readline does the echo, and what it writes goes nowhere.
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true })

  return new Promise((resolve, reject) => {
    const stop = () => {
      lines.close()
      process.stderr.write('\n')
    }
    lines.once('line', (line) => {
      stop()
      resolve(line)
    })
    lines.once('SIGINT', () => {
      stop()
      reject(new UsageError('stopped; nothing was changed.'))
    })
  })
}
