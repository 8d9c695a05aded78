import Type from 'typebox'

import { segment, type ReadTool } from '../read-tool.ts'

const issueId = Type.String({
  minLength: 1,
  maxLength: 200,
  description: 'From list_issues or search_issues.',
})

const DEFAULT_SECONDS = 60
const DEFAULT_ENTRIES = 100

/** What people reported, and what led up to it. */
export const ISSUE_TOOLS: readonly ReadTool[] = [
  {
    name: 'list_issues',
    title: 'List issues',
    description: 'What users reported, newest first, with summary, priority and probable cause.',
    input: Type.Object({
      page: Type.Optional(Type.Integer({ minimum: 1, description: 'Default 1.' })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, description: 'Default 20.' })),
    }),
    request: (args, projectId) => ({
      method: 'GET',
      path: `/v1/projects/${segment(projectId)}/issues`,
      query: args,
    }),
  },
  {
    name: 'search_issues',
    title: 'Search issues and errors',
    description:
      'Reports, errors, warnings and failed requests of all sessions by their words, newest first.',
    input: Type.Object({
      text: Type.String({ minLength: 1, maxLength: 300, description: 'Words that all occur.' }),
      kind: Type.Optional(Type.Enum(['error', 'warning', 'failed-request'])),
      from: Type.Optional(Type.String({ description: 'ISO 8601.' })),
      to: Type.Optional(Type.String({ description: 'ISO 8601.' })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, description: 'Default 50.' })),
    }),
    request: (args, projectId) => ({
      method: 'GET',
      path: `/api/casefile/v1/projects/${segment(projectId)}/search`,
      query: args,
    }),
  },
  {
    name: 'get_issue',
    title: 'Get an issue',
    description: 'One issue with its analysis, without its log; see get_timeline for that.',
    input: Type.Object({ issue_id: issueId }),
    request: getIssue,
    pick: (answer) => ({ ...(answer as object), logs: undefined }),
  },
  {
    name: 'get_timeline',
    title: 'Get what led up to an issue',
    description:
      'The recorded log before an issue, oldest first: console, requests, clicks, navigation.',
    input: Type.Object({
      issue_id: issueId,
      seconds: Type.Optional(
        Type.Integer({
          minimum: 1,
          maximum: 86_400,
          description: `How long before the last entry to begin. Default ${DEFAULT_SECONDS}.`,
        }),
      ),
      level: Type.Optional(
        Type.Enum(['error', 'warn', 'info', 'debug'], { description: 'Only this level.' }),
      ),
      type: Type.Optional(
        Type.Enum(['console', 'network', 'storage'], { description: 'Only this type.' }),
      ),
      limit: Type.Optional(
        Type.Integer({
          minimum: 1,
          maximum: 1000,
          description: `The latest so many. Default ${DEFAULT_ENTRIES}.`,
        }),
      ),
    }),
    request: getIssue,
    pick: pickTimeline,
  },
  {
    name: 'export_issue',
    title: 'Export an issue',
    description: 'The issue as Markdown, as a tracker would get it.',
    input: Type.Object({ issue_id: issueId }),
    request: ({ issue_id }) => ({ method: 'GET', path: `/v1/issues/${segment(issue_id)}/export` }),
  },
]

function getIssue({ issue_id }: { [name: string]: unknown }) {
  return { method: 'GET', path: `/v1/issues/${segment(issue_id)}` } as const
}

interface Entry {
  timestamp: string
  level: string
  type: string
}

function pickTimeline(answer: unknown, args: { [name: string]: unknown }): object {
  const {
    issueId: id,
    createdAt,
    logs,
  } = answer as {
    issueId: string
    createdAt: string
    logs: Entry[]
  }
  const { seconds = DEFAULT_SECONDS, limit = DEFAULT_ENTRIES, level, type } = args
  const end = Date.parse(logs.at(-1)?.timestamp ?? createdAt)
  const begin = end - Number(seconds) * 1000
  const entries = logs.filter(
    (entry) =>
      Date.parse(entry.timestamp) >= begin &&
      (level === undefined || entry.level === level) &&
      (type === undefined || entry.type === type),
  )
  const shown = entries.slice(-Number(limit))
  return { issueId: id, createdAt, left_out: entries.length - shown.length, entries: shown }
}
