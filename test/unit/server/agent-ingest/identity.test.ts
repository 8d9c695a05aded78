import { describe, expect, it } from 'vitest'

import { readIdentity, runIdOf } from '../../../../server/src/agent-ingest/identity.ts'

describe('the reserved metadata', () => {
  it('are taken out, and no other key of theirs is kept', () => {
    const identity = readIdentity({
      'tcc.runId': 'r',
      'tcc.sessionId': 's',
      'tcc.conversational': true,
      'tcc.agent': 'support',
      'tcc.userId': 'u',
      'tcc.userName': 'Jane',
      'tcc.orgId': 7,
      'tcc.orgName': 'Acme',
      'tcc.other': 'x',
      userId: 'not identity',
      plan: 'pro',
    })

    expect(identity).toEqual({
      sessionId: 's',
      conversational: true,
      agent: 'support',
      userId: 'u',
      userName: 'Jane',
      orgId: '7',
      orgName: 'Acme',
      metadata: { userId: 'not identity', plan: 'pro' },
    })
  })

  it('come under older names, and nested', () => {
    const nested = {
      tcc: { runId: 'r', sessionId: 's', conversational: 'true', agent: 'a' },
      own: 1,
    }

    expect(runIdOf({ 'tcc.run_id': 'r' })).toBe('r')
    expect(readIdentity({ 'tcc.session_id': 's' }).sessionId).toBe('s')
    expect(runIdOf(nested)).toBe('r')
    expect(readIdentity(nested)).toMatchObject({
      sessionId: 's',
      conversational: true,
      agent: 'a',
      metadata: { own: 1 },
    })
    expect(readIdentity({ tcc: 'a word' }).metadata).toEqual({ tcc: 'a word' })
  })

  it('give way to what the body says itself', () => {
    const metadata = { 'tcc.runId': 'm', 'tcc.sessionId': 'm', 'tcc.conversational': 'true' }
    const told = { runId: 'b', sessionId: 'b', conversational: false }

    expect(runIdOf(metadata, told)).toBe('b')
    expect(readIdentity(metadata, told)).toMatchObject({ sessionId: 'b', conversational: false })
  })

  it('know no name without an id', () => {
    const { userId, userName, orgId, orgName } = readIdentity({
      'tcc.userName': 'Jane',
      'tcc.orgName': 'Acme',
      'tcc.orgId': '',
    })

    expect([userId, userName, orgId, orgName]).toEqual(Array(4).fill(undefined))
  })

  it.each(['runs', 'Sessions', 'MCP-and-API', ' views ', '', 7])(
    'know no agent called %j that is a page of the dashboard, or none',
    (agent) => {
      expect(readIdentity({ 'tcc.agent': agent }).agent).toBe(agent === 7 ? '7' : undefined)
    },
  )

  it.each([
    [true, true],
    ['true', true],
    ['True', true],
    [false, false],
    ['false', false],
    ['yes', undefined],
    [1, undefined],
  ])('say with %j that a person is there: %j', (said, read) => {
    expect(readIdentity({ 'tcc.conversational': said }).conversational).toBe(read)
  })

  it.each([undefined, null, [], 'x', 7])('may be %j', (metadata) => {
    expect(readIdentity(metadata).metadata).toBeUndefined()
  })
})
