import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { call, openSession, reportIssue, sendLogs } from '../../helpers/collector-client.ts'
import { formsOf, plantedSecrets } from '../../helpers/planted-secrets.ts'
import { readDataFolder } from '../../helpers/read-data-folder.ts'
import { addProject } from '../../helpers/run-server-cli.ts'
import { useCollector } from '../../helpers/use-collector.ts'
import { consoleEntry, requestEntry } from '../../helpers/wire-entries.ts'

describe('what a sender should not have sent', () => {
  const collector = useCollector()

  const stored = async (sessionId: string) => {
    const path = `GET /api/casefile/v1/sessions/${sessionId}/entries`
    const { body } = await call(collector(), path, { key: collector().keys.project })
    return body.entries.map(({ payload }: { payload: object }) => payload)
  }

  it('is in no file of the data folder', async () => {
    for (const secrets of fc.sample(plantedSecrets, { numRuns: 3, seed: 7 })) {
      const { looking, keyed } = secrets
      const sessionId = await openSession(collector())
      const deep = { a: [{ b: looking, headers: { Cookie: `sid=${keyed}`, 'X-Api-Key': keyed } }] }
      await sendLogs(collector(), sessionId, [
        ...Object.values(looking).map((secret) => consoleEntry(`saw ${secret} there`)),
        { ...consoleEntry(''), payload: { message: 'deep', ...deep }, eventMetadata: deep },
        ...Object.values(looking).map((secret) =>
          requestEntry(
            `/x/${encodeURIComponent(secret)}?access_token=${keyed}#${encodeURI(secret)}`,
          ),
        ),
        {
          ...consoleEntry(`token ${keyed}`),
          payload: { message: `token ${keyed}`, args: ['token', keyed] },
        },
      ])
      await call(collector(), 'POST /v1/issues', {
        key: collector().keys.capture,
        body: {
          sessionId,
          userDescription: `I wrote to ${looking.email}; my password: ${keyed}`,
          metadata: { url: `http://${keyed}:${keyed}@shop.test/?token=${keyed}`, deep },
        },
      })
      const events = [
        { type: 4, timestamp: 1, data: { href: `https://a.example/?jwt=${looking.jwt}` } },
        { type: 3, timestamp: 2, data: { source: 0, texts: [{ id: 1, value: looking.card }] } },
        { type: 5, timestamp: 3, data: { tag: 'x', payload: deep } },
      ]
      const replay = { key: collector().keys.capture, body: { events } }
      const path = `/api/casefile/v1/sessions/${sessionId}/replay`
      expect((await call(collector(), `POST ${path}`, replay)).status).toBe(202)

      const planted = formsOf({ looking, keyed, wild: keyed, word: keyed })
      const files = await readDataFolder(collector().data)
      // Else it was looked into nothing.
      for (const harmless of [
        '"message":"deep"',
        'I wrote to [redacted]',
        'https://a.example/?jwt=[redacted]',
      ]) {
        expect([harmless, files.some(({ text }) => text.includes(harmless))]).toEqual([
          harmless,
          true,
        ])
      }
      for (const { where, text } of files) {
        if (where.endsWith('dev-keys.json')) continue
        const found = planted.filter((form) => text.includes(form))
        expect([where, found]).toEqual([where, []])
      }
    }
  })

  it('is marked where it was, and everything else stays', async () => {
    const sessionId = await openSession(collector())
    const plain = { message: 'Order 3f2504e0-4f89-41d3-9a0c-0305e82c3301', n: 7, list: [1, null] }

    await sendLogs(collector(), sessionId, [
      { ...consoleEntry(''), payload: plain },
      { ...consoleEntry(''), payload: { message: 'mail ann@shop.example', 'set-cookie': 'a=b' } },
    ])

    expect(await stored(sessionId)).toEqual([
      plain,
      { message: 'mail [redacted]', 'set-cookie': '[redacted]' },
    ])
  })

  it('is also what a project itself names', async () => {
    const { projectId, keys } = collector()
    const path = `/api/casefile/v1/projects/${projectId}/scrub-rules`
    const rules = { fields: ['customerNumber'], patterns: ['KD-\\d{6}'] }
    const before = await call(collector(), `GET ${path}`, { key: keys.project })

    const put = await call(collector(), `PUT ${path}`, { key: keys.project, body: rules })
    const sessionId = await openSession(collector())
    const payload = { message: 'for KD-123456', customerNumber: 7 }
    await sendLogs(collector(), sessionId, [{ ...consoleEntry(''), payload }])

    expect(before.body).toEqual({ fields: [], patterns: [] })
    expect([put.status, put.body]).toEqual([200, rules])
    expect((await call(collector(), `GET ${path}`, { key: keys.project })).body).toEqual(rules)
    expect(await stored(sessionId)).toEqual([
      { message: 'for [redacted]', customerNumber: '[redacted]' },
    ])
  })

  it.each([
    [{ fields: [], patterns: ['(a+)+$'] }, 'patterns[0] may not hold groups'],
    [{ fields: [], patterns: ['KD-\\d{6}', '.*'] }, 'patterns[1] may not hold *'],
    [{ fields: [], patterns: ['x'.repeat(201)] }, 'patterns[0]'],
    [{ fields: [], patterns: Array(21).fill('KD-\\d{6}') }, 'patterns'],
    [{ fields: [''], patterns: [] }, 'fields[0]'],
    [{ fields: [] }, 'patterns'],
    [{ fields: [], patterns: [], others: [] }, 'additional properties'],
  ])('is refused with a sentence when a rule could do harm: %j', async (rules, sentence) => {
    const { projectId, keys } = collector()
    const { status, body } = await call(
      collector(),
      `PUT /api/casefile/v1/projects/${projectId}/scrub-rules`,
      { key: keys.project, body: rules },
    )

    expect([status, body.error]).toEqual([400, 'VALIDATION_ERROR'])
    expect(body.message).toContain(sentence)
  })

  it("is no other project's business", async () => {
    const other = await addProject(collector().data)
    const path = `/api/casefile/v1/projects/${other.projectId}/scrub-rules`
    const { project: key } = collector().keys

    for (const request of [`GET ${path}`, `PUT ${path}`]) {
      const body = { fields: ['mine'], patterns: [] }
      const sent = request.startsWith('PUT') ? { key, body } : { key }
      expect((await call(collector(), request, sent)).status).toBe(404)
    }
  })

  it('may be nested without end in an entry, and its beginning is kept', async () => {
    const sessionId = await openSession(collector())
    const deep = `${'['.repeat(30_000)}${']'.repeat(30_000)}`
    const entry = JSON.stringify(consoleEntry('deep')).replace(
      '{"message"',
      `{"deep":${deep},"message"`,
    )

    const { status } = await call(collector(), `POST /v1/sessions/${sessionId}/logs`, {
      key: collector().keys.capture,
      body: `{"logs":[${entry}]}`,
    })

    expect(status).toBe(202)
    expect(JSON.stringify(await stored(sessionId))).toContain('[deeper than 200 levels]')
    expect(await reportIssue(collector(), sessionId)).toEqual(expect.any(String))
  })
})
