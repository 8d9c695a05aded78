import { keyState } from '../../keys/key-state.ts'
import { makeKey } from '../../keys/make-key.ts'
import { defineCommand } from '../command.ts'
import { period } from '../option-values.ts'
import { DATA_OPTION, flag, option } from '../option.ts'
import { UsageError } from '../usage-error.ts'
import { findKey } from './find-key.ts'
import { printNewKey } from './print-new-key.ts'
import { withMetaStore } from '../with-meta-store.ts'

/** Long enough to bring the new key everywhere, also past a weekend. */
const GRACE = 7 * 86_400_000

export const rotateKeyCommand = defineCommand({
  name: 'keys rotate',
  summary: 'Make a new key in place of another, which works on for a while.',
  description: `The new key has the kind, scope, label and origins of the old one, and works as long as that was
made for. Put it in its place everywhere before the grace is over.`,
  operands: { placeholder: 'KEY', least: 1 },
  options: {
    data: DATA_OPTION,
    grace: option({
      placeholder: 'PERIOD',
      summary: 'How long the old key works on, e.g. 12h; 0 ends it at once. Default 7d.',
      fallback: GRACE,
      read: period,
    }),
    json: flag({ summary: 'Print JSON.' }),
  },
  run: ({ data, grace, json }, [named = '']) =>
    withMetaStore(data, async (meta) => {
      const old = await findKey(meta, named)
      const now = Date.now()
      refuseEnded(keyState(old, now))

      const { projectId, kind, scope, label, origins } = old
      const expiresAt = old.expiresAt === null ? null : now + (old.expiresAt - old.createdAt)
      const wishes = { projectId, scope, label, origins, createdAt: now, expiresAt }
      const { secret, stored } = makeKey(kind, wishes)
      await meta.replaceKey(old.keyId, stored, now + grace)

      const project = (await meta.project(projectId))?.name ?? projectId
      const end = Math.min(now + grace, old.expiresAt ?? Infinity)
      const until = new Date(end).toISOString().slice(0, 16).replace('T', ' ')
      const more = `The old one ${end <= now ? 'has ended' : `works until ${until} UTC`}.`
      printNewKey({ kind, key: secret, projectId, project, more }, { json })
    }),
})

function refuseEnded(state: ReturnType<typeof keyState>): void {
  if (state === 'revoked') {
    throw new UsageError('this key was revoked; make another with: casefile-server keys create.')
  }
  if (state === 'replaced') {
    throw new UsageError('this key was rotated already; rotate the one that took its place.')
  }
}
