import Type from 'typebox'

import { nullable } from './reference.ts'

export const CaptureSwitchInputSchema = {
  ...Type.Object(
    { enabled: Type.Boolean({ description: 'Whether pages are to capture.' }) },
    { additionalProperties: false, examples: [{ enabled: false }] },
  ),
  $id: 'CaptureSwitchInput',
}

export const CaptureSwitchSchema = {
  ...Type.Object(
    {
      enabled: Type.Boolean(),
      offSince: nullable(
        Type.String({
          format: 'date-time',
          description: 'When it was switched off; null while on.',
        }),
      ),
    },
    { description: 'Whether pages of the project are to capture.' },
  ),
  $id: 'CaptureSwitch',
}
