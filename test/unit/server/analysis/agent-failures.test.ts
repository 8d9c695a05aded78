import { describe, expect, it } from 'vitest'

import type { AgentEvidence } from '../../../../server/src/analysis/analyzer.ts'
import { analyse, at, START } from './evidence.ts'

const failedCall: AgentEvidence = {
  type: 'agent-failure',
  entryId: 'run:r1:call-1',
  runId: 'r1',
  time: START + 8000,
  agent: 'Wren',
  toolName: 'track_order',
  message: 'GET /api/orders/1042 answered 500',
}

describe('an agent that failed before a report', () => {
  it('is the cause when nothing else went wrong', async () => {
    const { probableCause, summary, evidence } = await analyse([], {
      description: 'The assistant could not find my order',
      agentFailures: [failedCall],
    })

    expect(probableCause).toBe(
      'The AI behind the page failed: the tool track_order of the agent Wren failed: GET /api/orders/1042 answered 500.',
    )
    expect(summary).toContain('track_order')
    expect(evidence).toEqual([
      expect.objectContaining({
        entryId: 'run:r1:call-1',
        runId: 'r1',
        title: expect.stringContaining('track_order'),
      }),
    ])
  })

  it('is told beside what weighs more', async () => {
    const { probableCause, evidence } = await analyse([at(9000).error('cart is undefined')], {
      agentFailures: [{ ...failedCall, time: START + 1000 }],
    })

    expect(probableCause).toContain('cart is undefined')
    expect(evidence.map(({ runId }) => runId)).toContain('r1')
  })

  it('counts once however often the same call failed', async () => {
    const again = {
      ...failedCall,
      entryId: 'run:r2:call-1',
      runId: 'r2',
      message: 'GET /api/orders/7 answered 500',
    }
    const { summary } = await analyse([], { agentFailures: [failedCall, again] })

    expect(summary).toContain('twice')
    expect(summary).not.toContain('other problem')
  })

  it('is a run by itself when the run failed', async () => {
    const { probableCause } = await analyse([], {
      agentFailures: [{ ...failedCall, toolName: null, agent: null, message: '' }],
    })

    expect(probableCause).toBe('The AI behind the page failed: the agent failed.')
  })
})
