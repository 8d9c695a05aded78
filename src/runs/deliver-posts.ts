import type { Stored } from '../buffer/records.ts'
import type { Answer } from '../delivery/collector.ts'
import type { Posted } from '../report/post-report.ts'
import type { WaitingPost, WaitingPosts, WaitingPostsOptions } from './waiting-posts.ts'

export interface DeliverPostsOptions extends Omit<WaitingPostsOptions, 'store'> {
  posts: WaitingPosts
  /** Held posts of the session are forgotten when they are older, in milliseconds. */
  holdFor(sessionId: string): number
  /** How long one is kept for a collector that does not take it, in milliseconds. */
  maxAge: number
  post(waiting: WaitingPost): Promise<Posted>
  isStopped(): boolean
}

/**
 * Brings what `casefile/agent` said on a page to the collector, oldest first; to be run under the
 * drain lock. Resolves to the answer after which the rest has to wait, if there was one.
 */
export async function deliverPosts(
  waiting: readonly Stored<WaitingPost>[],
  options: DeliverPostsOptions,
): Promise<Answer | undefined> {
  const { posts, isReleased, holdFor, onLoss } = options

  for (const stored of waiting) {
    const { sessionId, time, held } = stored.value
    const age = Math.abs(Date.now() - time)
    const isWanted = !held || isReleased(sessionId)
    const isOld = age > options.maxAge
    if (options.isStopped() || (await posts.isGone(stored))) continue
    if (!isWanted && !isOld && age <= holdFor(sessionId)) continue

    const posted = isWanted && !isOld ? await options.post(stored.value) : undefined
    if (posted?.step === 'waiting') return posted.answer
    // A key that is refused may be taken again.
    if (posted?.step === 'refused' && /^40[13]$/.test(String(posted.status))) return undefined

    await posts.remove(stored)
    if (isWanted && posted?.step !== 'accepted') onLoss(posted ? 'rejected' : 'age', 1)
  }
  return undefined
}
