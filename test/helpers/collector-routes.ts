import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { startCollector, type RunningCollector } from './start-collector.ts'
import { temporaryFolder } from './temporary-folder.ts'

const RECORDER = fileURLToPath(new URL('record-routes.mjs', import.meta.url))

/** A collector and all its routes as `GET /v1/issues/:id`, those hidden from OpenAPI too. */
export async function startWithRoutes(): Promise<{
  collector: RunningCollector
  routes: string[]
}> {
  const file = join(temporaryFolder(), 'routes')
  const environment = { NODE_OPTIONS: `--import=${RECORDER}`, CASEFILE_TEST_ROUTES: file }
  const collector = await startCollector({ environment })
  const routes = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    // Each line is what `record-routes.mjs` wrote.
    .map((line) => JSON.parse(line) as { method: string | string[]; url: string })
    .flatMap(({ method, url }) => [method].flat().map((each) => `${each} ${url}`))
  return { collector, routes: [...new Set(routes)] }
}

export interface Operation {
  method: string
  path: string
  /** Of the query string. */
  queries: string[]
  hasBody: boolean
}

/** Every operation of `/openapi.json`. */
export async function readOperations({ url }: RunningCollector): Promise<Operation[]> {
  const response = await fetch(`${url}/openapi.json`)
  // The document is checked by the tests of `/openapi.json`.
  const { paths } = (await response.json()) as {
    paths: Record<
      string,
      Record<string, { parameters?: { in: string; name: string }[]; requestBody?: object }>
    >
  }
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody }]) => ({
      method: method.toUpperCase(),
      path,
      queries: parameters.filter((each) => each.in === 'query').map(({ name }) => name),
      hasBody: requestBody !== undefined,
    })),
  )
}
