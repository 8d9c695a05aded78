import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { addKey, createProjectWithKeys } from '../keys/project-keys.ts'
import { openMetaStore } from '../storage/data-folder.ts'
import type { MetaStore, Project } from '../storage/meta-store.ts'
import { UsageError, type KeysCommand } from './parse-command.ts'

/** Lists or makes keys. Works beside a running collector: new keys count at once. */
export async function runKeys(command: KeysCommand): Promise<void> {
  const folder = resolve(command.data)
  if (!existsSync(join(folder, 'meta.db')) && command.newProject === undefined) {
    throw new UsageError(
      `--data ${command.data} holds no collector's data. Start one there first, or name its folder.`,
    )
  }

  const meta = openMetaStore(folder)
  try {
    if (command.newProject !== undefined) await printNewProject(meta, command, command.newProject)
    else if (command.create) await printNewKey(meta, command)
    else await printKeys(meta, command)
  } finally {
    await meta.close()
  }
}

async function printNewProject(
  meta: MetaStore,
  { json }: KeysCommand,
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

async function printNewKey(meta: MetaStore, { create: kind, project: id, json }: KeysCommand) {
  if (!kind) return
  const { projectId, name } = await findProject(meta, id)
  const key = await addKey(meta, kind, { projectId, createdAt: Date.now() })
  if (json) console.log(JSON.stringify({ projectId, kind, key }))
  else
    console.log(
      `${key}\n\nA ${kind} key of ${name}.${kind === 'capture' ? '' : ' It is shown only now.'}`,
    )
}

async function printKeys(meta: MetaStore, { project: id, json }: KeysCommand): Promise<void> {
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
