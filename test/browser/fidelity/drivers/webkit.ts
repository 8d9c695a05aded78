import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'

import { findEngine } from '../../../../scripts/find-engine.mjs'
import type { Driver } from './driver.ts'
import { inTurn } from './in-turn.ts'
import { firstMatch } from './first-match.ts'

/** Opens the pages of visits in one tab. */
export async function launchWebkit(): Promise<Driver> {
  const { command, stop } = await startWebkit()
  return { visit: inTurn([(url) => command('POST', '/url', { url })]), close: stop }
}

export interface RunningWebkit {
  /** A WebDriver command of the session. */
  command(method: string, path: string, body?: object): Promise<unknown>
  stop(): Promise<void>
}

/** WebKitGTK's own browser for tests, through plain WebDriver over HTTP. */
export async function startWebkit(): Promise<RunningWebkit> {
  const display = process.env.DISPLAY ? undefined : await startDisplay()
  const port = await freePort()
  const child = spawn(findEngine('webkit'), [`--port=${port}`], {
    stdio: 'ignore',
    env: { ...process.env, ...(display && { DISPLAY: display.name }) },
  })
  const driver = `http://127.0.0.1:${port}`
  const stop = () => {
    child.kill()
    display?.stop()
  }

  try {
    await answering(`${driver}/status`)
    const { sessionId } = (await ask(`${driver}/session`, 'POST', {
      capabilities: {
        alwaysMatch: {
          browserName: 'MiniBrowser',
          'webkitgtk:browserOptions': { binary: findEngine('minibrowser'), args: ['--automation'] },
        },
      },
    })) as { sessionId: string }
    const session = `${driver}/session/${sessionId}`
    return {
      command: (method, path, body) => ask(session + path, method, body),
      stop: async () => {
        await ask(session, 'DELETE').catch(() => {})
        stop()
      },
    }
  } catch (error) {
    stop()
    throw error
  }
}

async function ask(url: string, method: string, body?: object): Promise<unknown> {
  const response = await fetch(url, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  const { value } = (await response.json()) as { value: { message?: string } }
  if (!response.ok) throw new Error(`WebKitWebDriver: ${value.message}`)
  return value
}

/** A screen that nobody looks at; WebKitGTK knows no headless mode. */
async function startDisplay() {
  const child = spawn(
    findEngine('xvfb'),
    ['-displayfd', '1', '-screen', '0', '1280x800x24', '-nolisten', 'tcp'],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  )
  const [, number] = await firstMatch(child.stdout, /(\d+)\n/)
  return { name: `:${number}`, stop: () => child.kill() }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function answering(url: string): Promise<void> {
  const deadline = AbortSignal.timeout(20_000)
  while (
    !(await fetch(url).then(
      () => true,
      () => false,
    ))
  ) {
    deadline.throwIfAborted()
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
