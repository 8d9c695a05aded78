import { stringify } from '../lib/stringify.ts'
import { complain, debug, warn } from './log.ts'
import { post } from './post.ts'
import { findDestination } from './settings.ts'
import type { Item } from './wire.ts'

/** One body for the collector. */
export interface Message {
  path: '/v1/custom' | '/v1/feedback'
  body: object
}

/** Sends a run with what belongs to it: as a batch, or bare when it is alone. */
export function sendItems(items: readonly Item[]): Promise<boolean> {
  const [first] = items
  const body = items.length === 1 ? first! : { type: 'batch', items }
  return deliver({ path: '/v1/custom', body })
}

/** Brings a body to the collector; resolves to whether that is done. Never rejects. */
export async function deliver({ path, body }: Message): Promise<boolean> {
  const destination = findDestination(path)
  if (typeof destination === 'string') {
    warn(`Agent runs are not sent: ${destination}`)
    return false
  }
  debug(`Sending to ${destination.url}`)
  try {
    return await post(destination, stringify(body))
  } catch (error) {
    // A value that JSON has no word for, where a text was asked for.
    complain(`An agent run could not be sent: ${String(error)}`)
    return false
  }
}
