import type { FastifyBaseLogger } from 'fastify'
import { destination, pino, stdTimeFunctions } from 'pino'

export const LOG_LEVELS = ['error', 'warn', 'info', 'debug', 'silent'] as const

export type LogLevel = (typeof LOG_LEVELS)[number]

export type Logger = FastifyBaseLogger

/**
 * Writes JSON lines to standard error, where they stay apart from what commands print. Nothing that
 * was captured is ever logged: no payloads, no keys, no addresses of pages.
 */
export function createLogger(level: LogLevel): Logger {
  return pino(
    {
      level,
      // The process and the machine are known to whoever collects the lines.
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError },
    },
    destination({ dest: 2, sync: false }),
  )
}

/** An error may carry anything, e.g. the body it is about; these fields say what went wrong. */
function describeError(error: unknown) {
  if (!(error instanceof Error)) return { message: String(error) }
  const code = 'code' in error ? error.code : undefined
  return { type: error.name, message: error.message, code, stack: error.stack }
}
