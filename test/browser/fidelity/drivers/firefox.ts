import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { findEngine } from '../../../../scripts/find-engine.mjs'
import { firstMatch } from './first-match.ts'
import type { Driver } from './driver.ts'
import { inTurn } from './in-turn.ts'

/** No first-run pages, no updates, no traffic of its own. */
const PREFERENCES = [
  'user_pref("app.update.disabledForTesting", true);',
  'user_pref("browser.shell.checkDefaultBrowser", false);',
  'user_pref("browser.startup.homepage_override.mstone", "ignore");',
  'user_pref("datareporting.policy.dataSubmissionEnabled", false);',
  'user_pref("network.captive-portal-service.enabled", false);',
  'user_pref("network.connectivity-service.enabled", false);',
  'user_pref("services.settings.server", "data:,");',
]

/** Opens the pages of visits in one tab. */
export async function launchFirefox(): Promise<Driver> {
  const profile = await mkdtemp(join(tmpdir(), 'casefile-firefox-'))
  const remove = () => rm(profile, { recursive: true, force: true, maxRetries: 3 })

  try {
    const { send, stop } = await startFirefox(profile)
    const { contexts } = (await send('browsingContext.getTree', {})) as {
      contexts: { context: string }[]
    }
    const context = contexts[0]!.context
    return {
      visit: inTurn([(url) => send('browsingContext.navigate', { context, url })]),
      close: async () => {
        await stop()
        await remove()
      },
    }
  } catch (error) {
    await remove()
    throw error
  }
}

export interface RunningFirefox {
  send: Send
  /** Resolves when the process has ended. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

/**
 * Speaks WebDriver BiDi to a Firefox as it was released: a few commands, which are not worth a
 * package.
 */
export async function startFirefox(profile: string): Promise<RunningFirefox> {
  await writeFile(join(profile, 'user.js'), PREFERENCES.join('\n'))
  const child = spawn(
    findEngine('firefox'),
    ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0'],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const exited = new Promise((resolve) => child.once('exit', resolve))
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    child.kill(signal)
    await exited
  }

  try {
    const send = await connect(child)
    await send('session.new', { capabilities: {} })
    return { send, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

type Send = (method: string, params: object) => Promise<unknown>

async function connect(child: ChildProcess): Promise<Send> {
  const [, address] = await firstMatch(child.stderr!, /WebDriver BiDi listening on (ws:\S+)/)
  const socket = new WebSocket(`${address}/session`)
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true })
    socket.addEventListener('error', () => reject(new Error('Firefox refuses')), { once: true })
  })

  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  socket.addEventListener('message', ({ data }) => {
    const answer = JSON.parse(String(data)) as { id?: number; result?: unknown; message?: string }
    const promise = waiting.get(answer.id ?? -1)
    if ('result' in answer) promise?.resolve(answer.result)
    else promise?.reject(new Error(answer.message))
  })

  let count = 0
  return (method, params) => {
    const answer = Promise.withResolvers<unknown>()
    waiting.set(++count, answer)
    socket.send(JSON.stringify({ id: count, method, params }))
    return answer.promise
  }
}
