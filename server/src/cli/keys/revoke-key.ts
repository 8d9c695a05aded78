import { defineCommand } from '../command.ts'
import { DATA_OPTION } from '../option.ts'
import { findKey, shortId } from './find-key.ts'
import { withMetaStore } from '../with-meta-store.ts'

export const revokeKeyCommand = defineCommand({
  name: 'keys revoke',
  summary: 'End a key at once and for good.',
  description: `A running collector refuses it within 2 seconds. Pages that still have a revoked capture key stop
sending; what they recorded stays on the device and is never sent under another key.`,
  operands: { placeholder: 'KEY', least: 1 },
  options: { data: DATA_OPTION },
  run: ({ data }, [named = '']) =>
    withMetaStore(data, async (meta) => {
      const { keyId, kind, label } = await findKey(meta, named)
      await meta.revokeKey(keyId, Date.now())
      console.log(`Revoked: ${shortId(keyId)}, a ${kind} key${label ? ` “${label}”` : ''}.`)
    }),
})
