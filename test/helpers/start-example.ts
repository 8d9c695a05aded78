import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

import { onTestFinished } from 'vitest'

import type { RunningCollector } from './start-collector.ts'

/** Starts an example's own server as a process on a free port; returns its address. */
export async function startExample(
  name: 'shop' | 'spa',
  collector?: RunningCollector,
): Promise<string> {
  const server = fileURLToPath(new URL(`../../examples/${name}/server.mjs`, import.meta.url))
  const child = spawn(process.execPath, [server, '--json', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {
      ...process.env,
      CASEFILE_ENDPOINT: collector?.url,
      CASEFILE_KEY: collector?.keys.capture,
    },
  })
  onTestFinished(async () => {
    if (child.exitCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  })

  const [line] = await once(createInterface({ input: child.stdout }), 'line')
  // The line's shape is the examples' convention.
  return (JSON.parse(String(line)) as { url: string }).url
}
