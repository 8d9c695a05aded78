import { type Exchange, type Fault, uploadKind, type UploadKind } from './fault-proxy.ts'

/** Nobody is there: preflights fail as well. */
export const deadSocket: Fault = ({ cut }) => cut()

/** Preflights pass, everything else gets this status, from somebody who knows the page's rights. */
export const answering =
  (status: number, headers: Record<string, string> = {}): Fault =>
  async (exchange) => {
    if (exchange.method === 'OPTIONS') return exchange.answer(await exchange.forward())
    exchange.answer({
      status,
      headers: {
        'content-type': 'application/json',
        'access-control-allow-origin': '*',
        'access-control-expose-headers': 'retry-after',
        ...headers,
      },
      body: Buffer.from('{"error":"fault","message":"Made up by a test"}'),
    })
  }

/** The collector has stored it, and the page never hears so. */
export const lostAnswer: Fault = onUploads(async ({ forward, cut }) => {
  await forward()
  cut()
})

/** A line that lets one upload through in that many milliseconds. */
export const slowLine = (milliseconds: number): Fault =>
  onUploads(async ({ forward, answer }) => {
    await new Promise((resolve) => setTimeout(resolve, milliseconds))
    answer(await forward())
  })

/** Each upload reaches the collector twice, at the same time. */
export const duplicating: Fault = onUploads(async ({ forward, answer }) => {
  const [first] = await Promise.all([forward(), forward()])
  answer(first)
})

/**
 * A gateway that gives up on every other upload, and hands it on all the same, after the next one:
 * what was sent first arrives last, beside its own repetition.
 */
export function reordering(): Fault {
  let held: Exchange | undefined
  return onUploads(async (exchange) => {
    if (!held) {
      held = exchange
      await answering(504)(exchange)
      return
    }
    const late = held
    held = undefined
    exchange.answer(await exchange.forward())
    await late.forward()
  })
}

/** An upload that neither ends nor fails, before or after the collector has stored it. */
export const hanging = ({ stored, kind }: { stored: boolean; kind?: UploadKind }): Fault =>
  onUploads(async ({ forward }) => {
    if (stored) await forward()
  }, kind)

/** Somebody on the way takes the headers off that let the page read the answer. */
export const withoutCors =
  ({ preflights }: { preflights: boolean }): Fault =>
  async ({ method, forward, answer }) => {
    const { headers, ...rest } = await forward()
    const bare = Object.entries(headers).filter(([name]) => !name.startsWith('access-control-'))
    answer({
      ...rest,
      headers: method === 'OPTIONS' && !preflights ? headers : Object.fromEntries(bare),
    })
  }

/** A fault of uploads alone, of all or of one kind; whatever else comes is handed on. */
function onUploads(fault: Fault, only?: UploadKind): Fault {
  return async (exchange) => {
    const kind = uploadKind(exchange)
    if (kind && (!only || kind === only)) return fault(exchange)
    exchange.answer(await exchange.forward())
  }
}
