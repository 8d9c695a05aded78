import { defineCommand } from '../command.ts'
import { DATA_OPTION } from '../option.ts'
import { UsageError } from '../usage-error.ts'
import { findKey, shortId } from './find-key.ts'
import { readOrigins } from './read-origins.ts'
import { withMetaStore } from '../with-meta-store.ts'

const MOST_ORIGINS = 100

export const setOriginsCommand = defineCommand({
  name: 'keys set-origins',
  summary: 'Say which pages may use a capture key.',
  description: `Give all origins: https://shop.example.com, or *.example.com for every subdomain. The word any
opens the key to all pages again. A request of another page is refused with 403; one without an
Origin header, which no page can send, is let through. Takes effect within 2 seconds.`,
  operands: { placeholder: 'KEY ORIGIN…|any', least: 2, most: MOST_ORIGINS + 1 },
  options: { data: DATA_OPTION },
  run: ({ data }, [named = '', ...texts]) => {
    const origins = texts.length === 1 && texts[0] === 'any' ? [] : readOrigins(texts)
    return withMetaStore(data, async (meta) => {
      const { keyId, kind } = await findKey(meta, named)
      if (kind !== 'capture') {
        throw new UsageError(`origins are for capture keys: a ${kind} key must never be in a page.`)
      }
      await meta.setKeyOrigins(keyId, origins)
      const pages = origins.length === 0 ? 'pages of every origin' : origins.join(', ')
      console.log(`${shortId(keyId)} is for ${pages}.`)
    })
  },
})
