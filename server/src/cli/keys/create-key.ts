import { KEY_KINDS, KEY_SCOPES, SCOPES_OF, type KeyKind } from '../../keys/key-kinds.ts'
import { addKey } from '../../keys/project-keys.ts'
import { defineCommand } from '../command.ts'
import { oneOf, period } from '../option-values.ts'
import { DATA_OPTION, flag, option, type OptionValues } from '../option.ts'
import { UsageError } from '../usage-error.ts'
import { findProject, PROJECT_OPTION } from './find-project.ts'
import { LABEL_OPTION } from './label-option.ts'
import { printNewKey } from './print-new-key.ts'
import { readOrigins } from './read-origins.ts'
import { withMetaStore } from '../with-meta-store.ts'

const options = {
  data: DATA_OPTION,
  project: PROJECT_OPTION,
  label: LABEL_OPTION,
  scope: option({
    placeholder: 'SCOPE',
    summary: 'Of an ingest key prod or dev, of a read key both, prod or dev; the first is usual.',
    fallback: undefined,
    read: oneOf('a scope', KEY_SCOPES),
  }),
  origins: option({
    placeholder: 'LIST',
    summary: 'The pages that may use a capture key: https://shop.example.com,*.example.org',
    fallback: [],
    read: (text: string): string[] => readOrigins(text.split(',')),
  }),
  expires: option({
    placeholder: 'PERIOD',
    summary: 'How long the key works, e.g. 12h or 90d. Default: until it is revoked.',
    fallback: undefined,
    read: period,
  }),
  json: flag({ summary: 'Print JSON.' }),
}

export const createKeyCommand = defineCommand({
  name: 'keys create',
  summary: 'Make a key. A secret key is shown once.',
  description: `KIND is capture (public, for web pages, can only send), project (secret, everything of its
project), ingest (secret, writes agent runs) or read (secret, reads agent runs).
Works beside a running collector: the key counts at once.`,
  operands: { placeholder: 'KIND', least: 1 },
  options,
  run: createKey,
})

async function createKey(values: OptionValues<typeof options>, [named = '']: readonly string[]) {
  const kind = readKind(named)
  const { scope, origins, label = null, expires, json } = values
  if (scope && !SCOPES_OF[kind].includes(scope)) {
    const [first, ...others] = SCOPES_OF[kind]
    throw new UsageError(
      first
        ? `--scope ${scope} is not for a key of kind ${kind}; give ${[first, ...others].join(' or ')}.`
        : `--scope is for ingest and read keys; a ${kind} key has none.`,
    )
  }
  if (origins.length > 0 && kind !== 'capture') {
    throw new UsageError(`--origins is for capture keys: a ${kind} key must never be in a page.`)
  }

  await withMetaStore(values.data, async (meta) => {
    const { projectId, name } = await findProject(meta, values.project)
    const createdAt = Date.now()
    const key = await addKey(meta, kind, {
      projectId,
      createdAt,
      label,
      scope: scope ?? null,
      origins,
      expiresAt: expires === undefined ? null : createdAt + expires,
    })
    printNewKey({ kind, key, projectId, project: name }, { json })
  })
}

function readKind(named: string): KeyKind {
  const kind = KEY_KINDS.find((known) => known === named)
  if (kind) return kind
  throw new UsageError(`${named} is not a kind of key; give ${KEY_KINDS.join(', ')}.`)
}
