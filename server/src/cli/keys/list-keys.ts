import { keyState } from '../../keys/key-state.ts'
import type { StoredKey } from '../../storage/meta/key-store.ts'
import { defineCommand } from '../command.ts'
import { DATA_OPTION, flag } from '../option.ts'
import { shortId } from './find-key.ts'
import { findProject, PROJECT_OPTION } from './find-project.ts'
import { withMetaStore } from '../with-meta-store.ts'

export const listKeysCommand = defineCommand({
  name: 'keys list',
  summary: 'List the keys of a data folder.',
  description: `The word list may be left out. Shows of a secret key its beginning only. The commands about one key take its id, its label or
its first characters.`,
  options: { data: DATA_OPTION, project: PROJECT_OPTION, json: flag({ summary: 'Print JSON.' }) },
  run: ({ data, project: id, json }) =>
    withMetaStore(data, async (meta) => {
      const projects = id === undefined ? await meta.projects() : [await findProject(meta, id)]
      const listed = await Promise.all(
        projects.map(async ({ projectId, name }) => {
          const keys = await meta.keys(projectId)
          return { projectId, name, keys: keys.map(describe) }
        }),
      )
      if (json) console.log(JSON.stringify({ projects: listed }))
      else for (const project of listed) print(project)
    }),
})

function describe(key: StoredKey) {
  const { keyId, kind, scope, label, origins, readable, lookup } = key
  return {
    id: shortId(keyId),
    kind,
    scope,
    label,
    key: readable ?? `${lookup}…`,
    state: keyState(key, Date.now()),
    origins,
    createdAt: moment(key.createdAt),
    lastUsedAt: moment(key.lastUsedAt),
    expiresAt: moment(key.expiresAt),
    revokedAt: moment(key.revokedAt),
  }
}

function print(project: {
  projectId: string
  name: string
  keys: ReturnType<typeof describe>[]
}): void {
  console.log(`Project ${project.name} (${project.projectId})`)
  for (const key of project.keys) {
    const facts = [
      key.label && `“${key.label}”`,
      key.scope && `scope ${key.scope}`,
      key.origins.length > 0 && `only for ${key.origins.join(', ')}`,
      end(key),
      key.lastUsedAt ? `last used ${day(key.lastUsedAt)}` : 'never used',
    ].filter(Boolean)
    console.log(`  ${key.id}  ${key.kind.padEnd(8)} ${key.key}\n            ${facts.join(', ')}`)
  }
}

function end({ state, expiresAt, revokedAt }: ReturnType<typeof describe>): string | undefined {
  if (revokedAt) return `REVOKED ${day(revokedAt)}`
  if (!expiresAt) return undefined
  if (state === 'expired') return `EXPIRED ${day(expiresAt)}`
  return `${state === 'replaced' ? 'replaced, ' : ''}works until ${day(expiresAt)}`
}

function moment(time: number): string
function moment(time: number | null): string | null
function moment(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString()
}

function day(moment: string): string {
  return moment.slice(0, 16).replace('T', ' ')
}
