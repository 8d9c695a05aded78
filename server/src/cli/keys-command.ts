import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { KEY_KINDS, type KeyKind } from '../keys/key-kinds.ts'
import { addKey, createProjectWithKeys } from '../keys/project-keys.ts'
import { openMetaStore } from '../storage/data-folder.ts'
import type { MetaStore, Project } from '../storage/meta-store.ts'
import { defineCommand } from './command.ts'
import { oneOf } from './option-values.ts'
import { DATA_OPTION, flag, option, optionalText, UnusableValue } from './option.ts'
import type { OptionValues } from './option.ts'
import { UsageError } from './usage-error.ts'

const readKind = oneOf('a kind of key', KEY_KINDS)

const options = {
  data: DATA_OPTION,
  create: option<KeyKind | undefined>({
    placeholder: 'KIND',
    summary: 'Make a key: capture, project, ingest or read. A secret key is shown once.',
    fallback: undefined,
    read: readKind,
  }),
  project: optionalText({
    placeholder: 'ID',
    summary: 'The project meant; needed when there are several.',
  }),
  newProject: option<string | undefined>({
    placeholder: 'NAME',
    summary: 'Make a project with one key of each kind.',
    fallback: undefined,
    read: readName,
  }),
  json: flag({ summary: 'Print JSON.' }),
}

type KeysOptions = OptionValues<typeof options>

export const keysCommand = defineCommand({
  name: 'keys',
  summary: 'List the keys of a data folder, or make new ones.',
  description: 'Works beside a running collector: a new key counts at once.',
  options,
  run: runKeys,
})

async function runKeys(command: KeysOptions): Promise<void> {
  const { create, project, newProject } = command
  if (newProject !== undefined && (create !== undefined || project !== undefined)) {
    throw new UsageError(
      '--new-project makes one key of each kind; use it without --create and --project.',
    )
  }

  const folder = resolve(command.data)
  if (!existsSync(join(folder, 'meta.db')) && newProject === undefined) {
    throw new UsageError(
      `--data ${command.data} holds no collector's data. Start one there first, or name its folder.`,
    )
  }

  const meta = openMetaStore(folder)
  try {
    if (newProject !== undefined) await printNewProject(meta, command, newProject)
    else if (create) await printNewKey(meta, command)
    else await printKeys(meta, command)
  } finally {
    await meta.close()
  }
}

async function printNewProject(
  meta: MetaStore,
  { json }: KeysOptions,
  name: string,
): Promise<void> {
  const { project, keys } = await createProjectWithKeys(meta, { name, createdAt: Date.now() })
  if (json) {
    console.log(JSON.stringify({ projectId: project.projectId, name, keys }))
    return
  }
  console.log(`Project ${name} (${project.projectId})`)
  for (const [kind, key] of Object.entries(keys)) console.log(`  ${kind.padEnd(8)} ${key}`)
  console.log('\nAll but the capture key are secret and shown only now.')
}

async function printNewKey(meta: MetaStore, { create: kind, project: id, json }: KeysOptions) {
  if (!kind) return
  const { projectId, name } = await findProject(meta, id)
  const key = await addKey(meta, kind, { projectId, createdAt: Date.now() })
  if (json) console.log(JSON.stringify({ projectId, kind, key }))
  else
    console.log(
      `${key}\n\nA ${kind} key of ${name}.${kind === 'capture' ? '' : ' It is shown only now.'}`,
    )
}

async function printKeys(meta: MetaStore, { project: id, json }: KeysOptions): Promise<void> {
  const projects = id === undefined ? await meta.projects() : [await findProject(meta, id)]
  const listed = await Promise.all(
    projects.map(async ({ projectId, name }) => {
      const keys = await meta.keys(projectId)
      return {
        projectId,
        name,
        keys: keys.map(({ kind, readable, lookup, createdAt }) => {
          return {
            kind,
            key: readable ?? `${lookup}…`,
            createdAt: new Date(createdAt).toISOString(),
          }
        }),
      }
    }),
  )

  if (json) {
    console.log(JSON.stringify({ projects: listed }))
    return
  }
  for (const { projectId, name, keys } of listed) {
    console.log(`Project ${name} (${projectId})`)
    for (const { kind, key, createdAt } of keys) {
      console.log(`  ${kind.padEnd(8)} ${key}  since ${createdAt}`)
    }
  }
}

async function findProject(meta: MetaStore, id: string | undefined): Promise<Project> {
  const projects = await meta.projects()
  const [first] = projects
  const project = id === undefined ? first : projects.find(({ projectId }) => projectId === id)
  if (project && (id !== undefined || projects.length === 1)) return project

  const known = projects.map(({ projectId, name }) => `${projectId} (${name})`).join(', ')
  throw new UsageError(
    id === undefined
      ? `there are several projects; name one with --project: ${known}`
      : `--project ${id} does not exist. There is: ${known}`,
  )
}

function readName(text: string): string {
  const name = text.trim()
  if (name !== '' && name.length <= 100) return name
  throw new UnusableValue('is not a name; it needs 1 to 100 characters.')
}
