import { describeWithCauses } from '../lib/describe-thrown.ts'
import { guard } from '../lib/guard.ts'
import { preview } from '../lib/preview.ts'
import type { ErrorOptions } from './errors.ts'
import type { Emit } from './types.ts'

const CONTEXT_BYTES = 4 * 1024

/** Returns the function with which an app hands over an error it has caught. */
export const createCaptureException = (emit: Emit, { isNew }: ErrorOptions) =>
  guard((error: unknown, context?: { [key: string]: unknown }): void => {
    if (!isNew(error)) return
    const [copy] = context === undefined ? [] : preview([context], CONTEXT_BYTES)
    emit({
      type: 'error',
      time: Date.now(),
      source: 'captured',
      ...describeWithCauses(error),
      ...(copy !== undefined && { context: copy }),
    })
  })
