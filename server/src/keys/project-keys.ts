import type { MetaStore } from '../storage/meta-store.ts'
import type { Project } from '../storage/meta/project-store.ts'
import { readDevKeys, writeDevKeys, type PrintedKeys } from './dev-keys.ts'
import { KEY_KINDS, type KeyKind } from './key-kinds.ts'
import { keyState } from './key-state.ts'
import { isSameKey, lookupOf, makeKey, type KeyWishes } from './make-key.ts'

/** A project with one fresh key of each kind; the secrets exist nowhere but in the result. */
export async function createProjectWithKeys(
  meta: MetaStore,
  { name, createdAt }: { name: string; createdAt: number },
): Promise<{ project: Project; keys: { [Kind in KeyKind]: string } }> {
  const project = await meta.createProject({ name, createdAt })
  const add = (kind: KeyKind) => addKey(meta, kind, { projectId: project.projectId, createdAt })
  return {
    project,
    keys: {
      capture: await add('capture'),
      project: await add('project'),
      ingest: await add('ingest'),
      read: await add('read'),
    },
  }
}

/** Makes and stores a key; returns the secret. */
export async function addKey(meta: MetaStore, kind: KeyKind, wishes: KeyWishes): Promise<string> {
  const { secret, stored } = makeKey(kind, wishes)
  await meta.addKey(stored)
  return secret
}

/** The first project with the keys that may be printed; made when the folder is new. */
export async function openFirstProject(
  meta: MetaStore,
  { folder, dev, now }: { folder: string; dev: boolean; now: number },
): Promise<{ project: Project; keys: PrintedKeys }> {
  const [project] = await meta.projects()
  if (!project) {
    const created = await createProjectWithKeys(meta, { name: 'My project', createdAt: now })
    if (dev) writeDevKeys(folder, created.keys)
    return created
  }

  const keys = await knownKeys(meta, project, { kept: dev ? readDevKeys(folder) : undefined, now })
  if (!dev) return { project, keys }

  // The folder was first used without --dev, or the file is gone: its secrets are lost, so new
  // ones are made beside them.
  for (const kind of KEY_KINDS) {
    keys[kind] ??= await addKey(meta, kind, { projectId: project.projectId, createdAt: now })
  }
  writeDevKeys(folder, keys)
  return { project, keys }
}

/** The keys whose text is known: those of the file that still work, and the public one. */
async function knownKeys(
  meta: MetaStore,
  { projectId }: Project,
  { kept, now }: { kept: PrintedKeys | undefined; now: number },
): Promise<PrintedKeys> {
  const keys: PrintedKeys = { capture: null, project: null, ingest: null, read: null }
  for (const kind of KEY_KINDS) {
    const secret = kept?.[kind]
    if (!secret) continue
    const candidates = await meta.keysByLookup(lookupOf(secret))
    const works = candidates.some(
      (key) =>
        key.projectId === projectId &&
        key.kind === kind &&
        keyState(key, now) === 'active' &&
        isSameKey(secret, key),
    )
    if (works) keys[kind] = secret
  }

  keys.capture ??= await captureKeyOf(meta, { projectId, now })
  return keys
}

/** The capture key to put into pages: of those that are in force the one that was made first. */
export async function captureKeyOf(
  meta: MetaStore,
  { projectId, now }: { projectId: string; now: number },
): Promise<string | null> {
  const keys = await meta.keys(projectId)
  const key = keys.find((key) => key.kind === 'capture' && keyState(key, now) === 'active')
  return key?.readable ?? null
}
