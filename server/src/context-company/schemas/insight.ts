import Type from 'typebox'

import { count, nullableNumber, text, time } from './fields.ts'

const insightFields = {
  insight_id: text,
  title: text,
  summary: text,
  period: Type.Object({ from: time, to: time }),
  created_at: time,
  severity_counts: Type.Object({ high: count, medium: count, low: count }),
}

export const CompanyInsightSchema = {
  ...Type.Object(insightFields, { description: 'What stood out in a week.' }),
  $id: 'CompanyInsight',
}

export const CompanyInsightDetailSchema = {
  ...Type.Object(
    {
      ...insightFields,
      metrics_comparison: Type.Array(
        Type.Object({
          metric: text,
          current: nullableNumber,
          previous: nullableNumber,
          change: Type.Unsafe<number | null>({
            type: ['number', 'null'],
            description: '0.25 is a quarter more than the week before; null without one.',
          }),
        }),
      ),
      trends: Type.Array(
        Type.Object({ title: text, description: text, run_ids: Type.Array(text) }),
      ),
      issues: Type.Array(
        Type.Object({
          severity: Type.Enum(['high', 'medium', 'low']),
          title: text,
          quotes: Type.Array(text),
          run_ids: Type.Array(text),
        }),
      ),
      topics: Type.Array(
        Type.Object({ topic: text, percent: Type.Number(), examples: Type.Array(text) }),
      ),
      highlights: Type.Array(text),
    },
    { description: 'A week, compared with the one before.' },
  ),
  $id: 'CompanyInsightDetail',
}

export const CompanySearchSchema = {
  ...Type.Object(
    {
      answer: Type.String({ description: 'Markdown.' }),
      query: text,
      evidence: Type.Array(
        Type.Object({
          type: Type.Enum(['run', 'session', 'failure', 'pattern']),
          id: text,
          snippet: text,
          score: Type.Number({ minimum: 0, maximum: 1 }),
        }),
      ),
      from: time,
      to: time,
    },
    { description: 'An answer, and what it rests on.' },
  ),
  $id: 'CompanySearch',
}
