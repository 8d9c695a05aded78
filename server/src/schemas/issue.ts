import type { Json } from 'casefile/protocol'
import Type from 'typebox'

import { JsonObjectSchema, logEntry } from './log-entry.ts'
import { nullable, reference } from './reference.ts'

export const IssueInputSchema = {
  ...Type.Object(
    {
      sessionId: Type.String(),
      userDescription: Type.String({
        description: '1 to 5000 characters (code points) after trimming.',
      }),
      metadata: Type.Optional(
        Type.Unsafe<{ [key: string]: Json }>({
          ...JsonObjectSchema,
          properties: { url: { type: 'string' }, browser: { type: 'string' } },
          description: 'Where it happened; further keys are kept.',
        }),
      ),
    },
    {
      examples: [
        {
          sessionId: '0b0f3d3e-8a52-4c56-9a0e-3b1c0a5f2d11',
          userDescription: 'I pressed “Pay” and nothing happened.',
          metadata: { url: 'https://shop.example/checkout', browser: 'Firefox 145' },
        },
      ],
    },
  ),
  $id: 'IssueInput',
}

export const AnalysisSchema = {
  ...Type.Object({
    version: Type.String(),
    summary: Type.String(),
    probableCause: nullable(Type.String()),
    priorityReasons: Type.Array(Type.String()),
    impactReasons: Type.Array(Type.String()),
    evidence: Type.Array(
      Type.Object({
        entryId: Type.String(),
        runId: Type.Optional(
          Type.String({ description: 'The agent run that it is about; then it is no entry.' }),
        ),
        title: Type.String(),
        time: Type.String(),
      }),
    ),
    steps: Type.Array(Type.String()),
  }),
  $id: 'Analysis',
}

const common = {
  issueId: Type.String({ format: 'uuid' }),
  sessionId: Type.String({ format: 'uuid' }),
  userDescription: Type.String(),
  ai_summary: nullable(Type.String()),
  priority: Type.Unsafe<'P0' | 'P1' | 'P2' | 'P3' | null>({
    type: ['string', 'null'],
    enum: ['P0', 'P1', 'P2', 'P3', null],
  }),
  impact_score: nullable(Type.Integer({ minimum: 0, maximum: 100 })),
  root_cause: nullable(Type.String()),
  revenue_impact: nullable(Type.String()),
  analysis_status: Type.Enum(['pending', 'complete', 'failed']),
  analysis: Type.Union([reference(AnalysisSchema), Type.Null()]),
  metadata: JsonObjectSchema,
  createdAt: Type.String({ format: 'date-time' }),
}

export const IssueSchema = {
  ...Type.Object(
    {
      ...common,
      logs: Type.Array(logEntry, {
        description: 'The latest 1000 entries of the session up to the issue, oldest first.',
      }),
    },
    { description: 'An issue. What the analysis gives is null until it is done.' },
  ),
  $id: 'Issue',
}

export const IssueListItemSchema = {
  ...Type.Object({
    ...common,
    entryCounts: Type.Object({
      error: Type.Integer(),
      warn: Type.Integer(),
      network_failed: Type.Integer(),
      total: Type.Integer(),
    }),
  }),
  $id: 'IssueListItem',
}

export const IssueListSchema = {
  ...Type.Object({
    issues: Type.Array(reference(IssueListItemSchema)),
    total: Type.Integer(),
    page: Type.Integer(),
  }),
  $id: 'IssueList',
}
