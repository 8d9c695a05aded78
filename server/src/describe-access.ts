import type { Allowed } from './http/access.ts'
import type { App } from './http/app.ts'

const SCHEMES: { [Who in Allowed]: Record<string, string[]>[] } = {
  capture: [{ captureKey: [] }, { captureBearer: [] }],
  project: [{ projectKey: [] }, { projectBearer: [] }],
  ingest: [{ ingestKey: [] }, { ingestBearer: [] }],
  read: [{ readKey: [] }, { readBearer: [] }],
  inbox: [{ inboxSession: [] }],
  // The document describes what others send.
  mcp: [],
}

/** Puts into the OpenAPI document who may use a route, from the hook that lets them in. */
export function describeAccess(app: App): void {
  app.addHook('onRoute', (route) => {
    const allowed = [route.onRequest ?? []].flat().flatMap(readAllowed)
    if (allowed.length === 0 || !route.schema) return
    route.schema = { ...route.schema, security: allowed.flatMap((who) => SCHEMES[who]) }
  })
}

function readAllowed(hook: object): readonly Allowed[] {
  // Only `AccessControl.require` makes hooks that have it.
  return 'allowed' in hook ? (hook.allowed as readonly Allowed[]) : []
}

/** The ways to say who asks. */
export const SECURITY_SCHEMES = {
  ...keySchemes('capture', 'Public, `uc_pk_…`: sends sessions, logs, replays and issues.'),
  ...keySchemes('project', 'Secret, `uc_sk_…`: everything of its project.'),
  ...keySchemes('ingest', 'Secret, `tcc_prod_…` or `dev_…`: sends runs of agents.'),
  ...keySchemes('read', 'Secret, `tcc_key_…`: reads runs of agents.'),
}

function keySchemes<Kind extends string>(kind: Kind, description: string) {
  return {
    [`${kind}Key`]: { type: 'apiKey', in: 'header', name: 'x-api-key', description } as const,
    [`${kind}Bearer`]: { type: 'http', scheme: 'bearer', description } as const,
  }
}
