import { type AgentPost, findCasefile, handOver } from '../browser/agent-door.ts'
import { stringify } from '../lib/stringify.ts'
import { complain, debug, warn } from './log.ts'
import { post } from './post.ts'
import { findDestination } from './settings.ts'
import type { Item } from './wire.ts'

/** Somebody may wait for the end of a run, and a page that loads slowly takes nothing yet. */
const PATIENCE = 5_000

/** Collectors take so many at once. */
const MOST_ITEMS = 1000

/** One body for the collector. */
type Message = Pick<AgentPost, 'path' | 'body'>

/** The session of the Casefile that runs on this page, if one does. */
export function currentSession(): string | undefined {
  return findCasefile()?.sessionId()
}

/** Sends a run with what belongs to it: as a batch, or bare when it is alone. */
export async function sendItems(items: readonly Item[]): Promise<void> {
  if (items.length === 1) return void (await deliver({ path: '/v1/custom', body: items[0]! }))
  // The run comes first: what comes after it is its own.
  for (let start = 0; start < items.length; start += MOST_ITEMS) {
    const body = { type: 'batch', items: items.slice(start, start + MOST_ITEMS) }
    await deliver({ path: '/v1/custom', body })
  }
}

/**
 * Brings a body to the collector, or to the Casefile of the page, which keeps it on the device and
 * delivers it; resolves to whether that is done. Never rejects.
 */
export async function deliver(message: Message): Promise<boolean> {
  try {
    return await (deliverByPage(message) ?? deliverDirectly(message))
  } catch (error) {
    // A value that JSON has no word for, where a text was asked for.
    complain(`An agent run could not be sent: ${String(error)}`)
    return false
  }
}

function deliverDirectly({ path, body }: Message): boolean | Promise<boolean> {
  const destination = findDestination(path)
  if (typeof destination === 'string') {
    warn(`Agent runs are not sent: ${destination}`)
    return false
  }
  debug(`Sending to ${destination.url}`)
  return post(destination, stringify(body))
}

function deliverByPage(message: Message): Promise<boolean> | undefined {
  const kept = handOver(message)
  if (!kept) return undefined
  debug('Handed to the Casefile of this page')
  const giveUp = new Promise<boolean>((resolve) => setTimeout(resolve, PATIENCE, false))
  return Promise.race([kept, giveUp])
}
