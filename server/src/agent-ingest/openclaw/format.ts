import type { Format } from '../format.ts'
import { mapHooks } from './map-hooks.ts'

/** OpenClaw: what its plugin heard during one run. */
export const OPENCLAW: Format = {
  path: '/v1/openclaw',
  summary: 'Send what the hooks of an OpenClaw run heard',
  description:
    '`{framework, events, metadata, stale}`; each event `{hook, timestamp, event, context}`. The run is `tcc.runId` of the metadata.',
  map: mapHooks,
}
