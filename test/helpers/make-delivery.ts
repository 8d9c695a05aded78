import { onTestFinished } from 'vitest'

import { readNatives } from '../../src/browser/natives.ts'
import { isLoss } from '../../src/buffer/losses.ts'
import { createCollector } from '../../src/delivery/collector.ts'
import { createDelivery } from '../../src/delivery/delivery.ts'
import { createDrainLock } from '../../src/delivery/drain-lock.ts'
import { createKillSwitch } from '../../src/delivery/kill-switch.ts'
import { createPace } from '../../src/delivery/pace.ts'
import { createRemoteSessions } from '../../src/delivery/remote-sessions.ts'
import { randomId } from '../../src/lib/random-id.ts'
import type { Extension } from '../../src/protocol/index.ts'
import { freshStore } from './fresh-store.ts'
import { makeBuffer, makeEvent } from './make-buffer.ts'

/** A request as the collector got it, unpacked. */
export interface Got {
  path: string
  headers: Headers
  keepalive: boolean
  redirect: RequestRedirect | undefined
  /** Sequence numbers of the entries of a batch; empty for another request. */
  entries: number[]
}

/** What a collector answers to batch number `index`; a session is answered unless this says how. */
export type Script = (got: Got, index: number) => Response | Promise<Response>

export interface DeliveryFixture {
  batch: Script
  session?: Script
  extensions?: readonly Extension[]
  /** Hand in the ones of another page to share its device. */
  device?: ReturnType<typeof freshStore> & { project: string }
}

export const accept = () => Response.json({ accepted: 1 }, { status: 202 })

export const status = (code: number, headers: HeadersInit = {}) =>
  Response.json({ statusCode: code }, { status: code, headers })

/** Delivery over a real IndexedDB to a collector that follows a script. */
export function makeDelivery(given: DeliveryFixture) {
  const { extensions = ['idempotency'] } = given
  const device = given.device ?? { ...freshStore(), project: `uc_pk_${randomId()}` }
  const { project } = device
  const store = { ...device.store, isOnDevice: () => true, forget: () => {} }
  const got: Got[] = []
  let disabled = 0
  let restSent = 0

  const fetch: typeof globalThis.fetch = async (input, init = {}) => {
    const body = await unpack(init)
    const { logs = [] } = JSON.parse(body) as { logs?: { eventMetadata: { seq: number } }[] }
    const request: Got = {
      path: new URL(String(input)).pathname,
      headers: new Headers(init.headers),
      keepalive: init.keepalive ?? false,
      redirect: init.redirect,
      entries: logs.map(({ eventMetadata }) => eventMetadata.seq),
    }
    const isBatch = request.path.endsWith('/logs')
    const index = got.filter(({ path }) => path.endsWith('/logs') === isBatch).length
    got.push(request)
    if (isBatch) return answerOf(given.batch, request, index, init.signal)
    return given.session
      ? answerOf(given.session, request, index, init.signal)
      : Response.json({ sessionId: 'remote', extensions }, { status: 201 })
  }

  const natives = { ...readNatives(), fetch }
  const buffer = makeBuffer({ ...device, store, natives })
  const collector = createCollector(natives)
  const endpoint = 'https://collector.example'
  const delivery = createDelivery({
    batches: buffer.batches,
    collector,
    sessions: createRemoteSessions(collector, store),
    lock: createDrainLock(project, store, natives),
    pace: createPace(['pace', project, endpoint], store),
    killSwitch: createKillSwitch({
      project,
      endpoint,
      store,
      onDisabled() {
        disabled += 1
        void buffer.batches.purge()
      },
    }),
    sendRest: async () => void (restSent += 1),
    natives,
    maxAge: 24 * 60 * 60_000,
  })
  onTestFinished(delivery.stop)

  const waitingEntries = async () => {
    await buffer.batches.seal()
    return (await buffer.batches.list(100)).flatMap(({ value }) => value.entries)
  }

  return {
    ...buffer,
    store,
    delivery,
    device,
    got,
    /** The sequence numbers of every batch that was sent, in order. */
    sent: () => got.filter(({ path }) => path.endsWith('/logs')).map(({ entries }) => entries),
    timesDisabled: () => disabled,
    /** How often what follows the batches, reports, had its turn. */
    timesRestSent: () => restSent,
    /** Writes entries with these numbers to the device. */
    async record(...sequence: number[]) {
      for (const seq of sequence) buffer.writeAhead.add({ event: makeEvent(seq), sessionId: 's' })
      await buffer.writeAhead.write()
    },
    /** The numbers of what waits on the device. */
    async waiting() {
      const entries = await waitingEntries()
      return entries.filter((entry) => !isLoss(entry)).map((each) => each.eventMetadata.seq)
    },
    /** What waits to be told of losses: reason and count. */
    async losses() {
      const entries = await waitingEntries()
      return entries.filter(isLoss).map(({ payload }) => [payload.reason, payload.count])
    },
  }
}

/** As `fetch` does, gives up when the request is aborted. */
function answerOf(script: Script, got: Got, index: number, signal?: AbortSignal | null) {
  return new Promise<Response>((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')))
    Promise.resolve()
      .then(() => script(got, index))
      .then(resolve, reject)
  })
}

async function unpack({ body, headers }: RequestInit): Promise<string> {
  if (new Headers(headers).get('content-encoding') !== 'gzip') return new Response(body).text()
  const stream = new Response(body).body!.pipeThrough(new DecompressionStream('gzip'))
  return new Response(stream).text()
}
