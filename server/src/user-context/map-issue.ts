import type { Issue } from '../storage/meta/issue-store.ts'

/** An issue in the words of the API, without its entries. */
export function mapIssue({ analysis, ...issue }: Issue) {
  return {
    issueId: issue.issueId,
    sessionId: issue.sessionId,
    userDescription: issue.userDescription,
    ai_summary: analysis?.summary ?? null,
    priority: analysis?.priority ?? null,
    impact_score: analysis?.impactScore ?? null,
    root_cause: analysis?.probableCause ?? null,
    revenue_impact: analysis?.revenueImpact ?? null,
    analysis_status: issue.analysisStatus,
    analysis: analysis && {
      version: analysis.version,
      summary: analysis.summary,
      probableCause: analysis.probableCause,
      priorityReasons: analysis.priorityReasons,
      impactReasons: analysis.impactReasons,
      evidence: analysis.evidence,
      steps: analysis.steps,
    },
    metadata: issue.metadata,
    createdAt: new Date(issue.createdAt).toISOString(),
  }
}
