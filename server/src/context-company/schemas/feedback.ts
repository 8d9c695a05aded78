import Type from 'typebox'

import { count, share, time } from './fields.ts'

export const CompanyFeedbackFiguresSchema = {
  ...Type.Object(
    {
      feedback: Type.Object({
        total: Type.Integer({ minimum: 0, description: 'Runs that somebody gave feedback on.' }),
        thumbs_up: count,
        thumbs_down: count,
        text_count: count,
        positive_rate: Type.Unsafe<number | null>({
          type: ['number', 'null'],
          description: 'Thumbs up among all thumbs, 0 to 1; null without any.',
        }),
        feedback_rate: share,
      }),
      timeseries: Type.Array(Type.Object({ bucket: time, thumbs_up: count, thumbs_down: count }), {
        description: 'Equal parts of the range, oldest first, those without feedback too.',
      }),
    },
    { description: 'Feedback by when it was given.' },
  ),
  $id: 'CompanyFeedbackFigures',
}
