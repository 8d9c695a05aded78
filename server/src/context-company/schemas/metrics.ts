import Type from 'typebox'

import {
  amount,
  averageDuration,
  count,
  nullableNumber,
  percentile,
  share,
  time,
} from './fields.ts'

export const CompanyMetricsSchema = {
  ...Type.Object(
    {
      metrics: Type.Object({
        run_count: count,
        error_count: count,
        error_rate: share,
        session_count: count,
        duration_ms: Type.Object({
          avg: averageDuration,
          p50: percentile,
          p95: percentile,
          p99: percentile,
        }),
        tokens: Type.Object({
          prompt: count,
          prompt_cached: count,
          completion: count,
          total: count,
        }),
        cost: Type.Object({ total: amount, avg_per_run: nullableNumber }),
        feedback: Type.Object({ thumbs_up: count, thumbs_down: count }),
      }),
      timeseries: Type.Array(
        Type.Object({
          bucket: time,
          run_count: count,
          error_count: count,
          total_tokens: count,
          cost: amount,
          avg_duration_ms: averageDuration,
        }),
        {
          description:
            'Equal parts of the range, whole hours long, oldest first, those without runs too.',
        },
      ),
      from: time,
      to: time,
    },
    { description: 'Runs that began in the range, in sums.' },
  ),
  $id: 'CompanyMetrics',
}

export const CompanyModelsSchema = {
  ...Type.Object(
    {
      models: Type.Array(
        Type.Object({
          model: Type.String({ description: 'The one used, else the one asked for.' }),
          run_count: count,
          step_count: count,
          error_count: Type.Integer({ minimum: 0, description: 'Steps that failed.' }),
          prompt_tokens: count,
          prompt_cached_tokens: count,
          completion_tokens: count,
          total_tokens: count,
          cost: amount,
          avg_duration_ms: averageDuration,
          share: Type.Number({ minimum: 0, maximum: 1, description: 'Of all steps, 0 to 1.' }),
        }),
      ),
    },
    { description: 'Use of models, most steps first.' },
  ),
  $id: 'CompanyModels',
}

export const CompanyToolsSchema = {
  ...Type.Object(
    {
      tools: Type.Array(
        Type.Object({
          tool_name: Type.String(),
          call_count: count,
          run_count: count,
          error_count: count,
          error_rate: share,
          avg_duration_ms: averageDuration,
          p95_duration_ms: percentile,
          last_used: time,
        }),
      ),
    },
    { description: 'Use of tools, most calls first.' },
  ),
  $id: 'CompanyTools',
}
