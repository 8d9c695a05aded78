import type { TSchema } from 'typebox'

/** What a tool asks of our own API, and whose page says what comes back. */
export interface ApiRequest {
  method: 'GET' | 'POST'
  path: string
  query?: { [name: string]: unknown } | undefined
  body?: object | undefined
}

/** A tool that reads. All that it can do is one request that its caller could make as well. */
export interface ReadTool {
  name: string
  title: string
  description: string
  /** JSON Schema of its arguments. */
  input: TSchema
  request(args: { [name: string]: unknown }, projectId: string): ApiRequest
  /** Keeps what a model needs of the answer. */
  pick?(answer: unknown, args: { [name: string]: unknown }): unknown
}

/** A part of a path. */
export function segment(value: unknown): string {
  return encodeURIComponent(String(value))
}
