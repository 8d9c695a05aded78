import { bodyBytes } from '../browser/body-bytes.ts'
import { cut } from '../lib/cut.ts'
import type { NetworkEvent } from '../protocol/index.ts'
import type { Emit } from './types.ts'

export type Answer = Pick<NetworkEvent, 'outcome' | 'status' | 'error' | 'responseBytes'>

/** Ends the request: emits its event. */
export type EndRequest = (answer: Answer) => void

const METHOD_LENGTH = 20

const URL_LENGTH = 2000

/** Takes the time of a request that begins now. */
export function beginRequest(
  emit: Emit,
  { api, method, url, body }: Pick<NetworkEvent, 'api' | 'method' | 'url'> & { body: unknown },
): EndRequest {
  const time = Date.now()
  const start = performance.now()
  const requestBytes = bodyBytes(body)

  return (answer) =>
    emit({
      type: 'network',
      time,
      api,
      method: cut(method.toUpperCase(), METHOD_LENGTH),
      url: cut(url, URL_LENGTH),
      ...answer,
      duration: Math.round(performance.now() - start),
      ...(requestBytes !== undefined && { requestBytes }),
    })
}
