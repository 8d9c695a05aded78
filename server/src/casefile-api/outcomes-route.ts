import Type from 'typebox'

import type { Context } from '../context.ts'
import { accessOf } from '../http/access.ts'
import type { App } from '../http/app.ts'
import { findProject } from '../http/find-resource.ts'
import type { DiskBudget } from '../limits/disk-budget.ts'
import { outcomeRange } from '../outcomes/outcome-range.ts'
import { refusals } from '../schemas/error.ts'
import { OutcomesSchema } from '../schemas/outcome.ts'
import { reference } from '../schemas/reference.ts'
import type { OutcomeRange, OutcomeSum } from '../storage/meta/outcome-store.ts'
import { rangeQuery, readRange } from './read-range.ts'

export function outcomesRoute(app: App, { access, disk, meta, now }: Context): void {
  app.get(
    '/api/casefile/v1/projects/:id/outcomes',
    {
      onRequest: access.require('project', 'inbox'),
      schema: {
        summary: 'What was accepted, limited, truncated, rejected or lost on the device, and why',
        tags: ['Casefile'],
        params: Type.Object({ id: Type.String() }),
        querystring: Type.Object(rangeQuery),
        response: { ...refusals, 200: reference(OutcomesSchema) },
      },
    },
    async (request) => {
      const { projectId } = await findProject(request, meta, request.params.id)
      const range = outcomeRange({ ...readRange(request.query, now()), now: now() })
      const sums = await meta.outcomes(projectId, range)
      const isInbox = accessOf(request).by === 'inbox'
      return {
        from: new Date(range.from).toISOString(),
        to: new Date(range.to).toISOString(),
        totals: totalsOf(sums),
        parts: partsOf(sums, range),
        collector: isInbox ? totalsOf(await meta.outcomes(null, range)) : [],
        storage: isInbox ? storageOf(disk) : null,
      }
    },
  )
}

function storageOf(disk: DiskBudget) {
  const figures = disk.figures()
  if (!figures) return null
  const { freeBytes, minFreeBytes, usedBytes = null } = figures
  return { isFull: disk.full() !== undefined, freeBytes, minFreeBytes, usedBytes }
}

function totalsOf(sums: readonly OutcomeSum[]) {
  const totals = new Map<string, Omit<OutcomeSum, 'time'>>()
  for (const { item, level, outcome, reason, count } of sums) {
    const id = `${item} ${level} ${outcome} ${reason}`
    const total = totals.get(id)
    if (total) total.count += count
    else totals.set(id, { item, level, outcome, reason, count })
  }
  return [...totals.values()].filter(({ count }) => count > 0)
}

function partsOf(sums: readonly OutcomeSum[], { from, to, step }: OutcomeRange) {
  const parts = Array.from({ length: Math.ceil((to - from) / step) }, (_, index) => ({
    from: new Date(from + index * step).toISOString(),
    accepted: 0,
    limited: 0,
    truncated: 0,
    rejected: 0,
    dropped: 0,
  }))
  for (const { item, time, outcome, count } of sums) {
    const part = item === 'entries' ? parts[(time - from) / step] : undefined
    if (part) part[outcome] += count
  }
  return parts
}
