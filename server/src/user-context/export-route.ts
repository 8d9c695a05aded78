import Type from 'typebox'

import { agentFailures } from '../analysis/agent-failures.ts'
import { issueEntries } from '../analysis/issue-entries.ts'
import type { Context } from '../context.ts'
import { productionOnly } from '../http/access.ts'
import type { App } from '../http/app.ts'
import { findIssue } from '../http/find-resource.ts'
import { refusals } from '../schemas/error.ts'
import { exportMarkdown } from './export-markdown.ts'

export function exportRoute(app: App, context: Context): void {
  const { access, meta } = context

  app.get(
    '/v1/issues/:id/export',
    {
      onRequest: [access.require('project', 'inbox', 'mcp'), productionOnly],
      schema: {
        summary: 'An issue as Markdown for a ticket in Jira, Linear or GitHub',
        tags: ['UserContext'],
        params: Type.Object({ id: Type.String() }),
        response: {
          ...refusals,
          200: Type.Object({ markdown: Type.String() }, { description: 'The issue as Markdown.' }),
        },
      },
    },
    async (request) => {
      const issue = await findIssue(request, meta, request.params.id)
      const [entries, failures] = await Promise.all([
        issueEntries(context, issue),
        agentFailures(context, issue),
      ])
      return { markdown: exportMarkdown(issue, entries, failures) }
    },
  )
}
