import type { Batches } from '../buffer/batches.ts'
import type { Batch, Stored } from '../buffer/records.ts'
import { byteLength } from '../lib/byte-length.ts'
import type { Collector } from './collector.ts'
import { createKeepaliveBudget } from './keepalive-budget.ts'
import { toRequest } from './log-request.ts'
import { outcomeOf } from './outcome.ts'
import type { RemoteSessions } from './remote-sessions.ts'

export interface LastWordsOptions {
  batches: Pick<Batches, 'remove'>
  collector: Collector
  sessions: Pick<RemoteSessions, 'known'>
}

/** Sends what a page has to say when it is left, in requests that outlive it, as far as there is room. */
export interface LastWords {
  /** Sends the batch at once, if it can be sent without asking anything first. */
  send(batch: Stored<Batch>): void
  /** Whether that batch has arrived; waits for the answer when it is on its way. */
  hasArrived(batch: Stored<Batch>): Promise<boolean>
  /** No longer waits for answers: Firefox 153 never gives those that came while the page was away. */
  giveUp(): void
}

export function createLastWords({ batches, collector, sessions }: LastWordsOptions): LastWords {
  let budget = createKeepaliveBudget()
  const underWay = new Map<string, { arrival: Promise<boolean>; giveUp(): void }>()

  return {
    giveUp() {
      for (const { giveUp } of underWay.values()) giveUp()
      underWay.clear()
      budget = createKeepaliveBudget()
    },

    send(batch) {
      const { id } = batch.value
      const session = sessions.known(batch.value, batch.value.sessionId)
      if (!session) return
      // As it is: compressed it would not be ready before the page is gone.
      const request = toRequest(batch.value, session)
      const giveBack = budget.take(byteLength(request.body))
      if (!giveBack) return

      // Refused for the page's own requests, or lost: it is still on the device, and goes from there.
      const arrival = collector.post({ ...request, keepalive: true }).then(async (answer) => {
        giveBack()
        const hasArrived = outcomeOf(answer) === 'accepted'
        if (hasArrived) await batches.remove(batch).catch(() => {})
        underWay.delete(id)
        return hasArrived
      })
      let giveUp = () => {}
      const givenUp = new Promise<boolean>((resolve) => (giveUp = () => resolve(false)))
      underWay.set(id, { arrival: Promise.race([arrival, givenUp]), giveUp })
    },

    hasArrived: async ({ value }) => (await underWay.get(value.id)?.arrival) ?? false,
  }
}
