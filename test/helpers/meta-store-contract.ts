import { randomUUID } from 'node:crypto'

import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'

import type { MetaStore } from '../../server/src/storage/meta-store.ts'
import type { Issue } from '../../server/src/storage/meta/issue-store.ts'

const NO_LIMIT = { sessionBytes: Number.MAX_SAFE_INTEGER }

/** What every relational store does; each adapter runs it. */
export function metaStoreContract(name: string, openStore: () => Promise<MetaStore>): void {
  const open = async () => {
    const store = await openStore()
    onTestFinished(() => store.close())
    const { projectId } = await store.createProject({ name: 'Shop', createdAt: 1 })
    const visit = async (externalId: string = randomUUID(), project = projectId) =>
      (await store.openSession({ projectId: project, externalId, createdAt: 1 })).session.sessionId
    return { store, projectId, visit }
  }

  describe(name, () => {
    it('makes one session of many that are opened at once, and says who made it', async () => {
      const { store, projectId } = await open()

      const opened = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          store.openSession({ projectId, externalId: 'visit', createdAt: index }),
        ),
      )

      expect(new Set(opened.map(({ session }) => session.sessionId)).size).toBe(1)
      expect(opened.filter(({ created }) => created)).toHaveLength(1)
      expect(await store.projectFigures(projectId)).toMatchObject({ sessionCount: 1 })
    })

    it('keeps sessions of one name apart by project', async () => {
      const { store, visit } = await open()
      const other = await store.createProject({ name: 'Other', createdAt: 2 })

      expect(await visit('visit')).not.toBe(await visit('visit', other.projectId))
    })

    it('finds a session by the name its client gave it, in its own project', async () => {
      const { store, projectId, visit } = await open()
      const other = await store.createProject({ name: 'Other', createdAt: 2 })
      const sessionId = await visit('visit')

      expect(await store.sessionByExternalId(projectId, 'visit')).toMatchObject({
        sessionId,
        externalId: 'visit',
      })
      expect(await store.sessionByExternalId(other.projectId, 'visit')).toBeUndefined()
    })

    it('takes an issue once under its key, and the key of another project is another', async () => {
      const { store, projectId, visit } = await open()
      const other = await store.createProject({ name: 'Other', createdAt: 2 })
      const create = async (project: string) =>
        store.createIssue({
          projectId: project,
          sessionId: await visit('visit', project),
          userDescription: 'broken',
          metadata: { url: 'http://shop.test', nested: { a: [1, null, 'x'] } },
          createdAt: 5,
          idempotencyKey: 'key',
        })

      const [first, again, foreign] = [
        await create(projectId),
        await create(projectId),
        await create(other.projectId),
      ]

      expect(again).toEqual({ issue: first.issue, repeated: true })
      expect(foreign.repeated).toBe(false)
      expect(await store.issue(first.issue.issueId)).toEqual(first.issue)
    })

    it('keeps the newest analysis that was completed, whatever fails later', async () => {
      const { store, projectId, visit } = await open()
      const { issue } = await store.createIssue({
        projectId,
        sessionId: await visit(),
        userDescription: 'broken',
        metadata: {},
        createdAt: 5,
      })
      const analysis = {
        version: 'test',
        summary: 'The cart is empty',
        probableCause: null,
        priority: 'P2' as const,
        priorityReasons: [],
        impactScore: 10,
        impactReasons: [],
        revenueImpact: null,
        evidence: [],
        steps: [],
      }

      await store.saveAnalysis(issue.issueId, analysis)
      await store.failAnalysis(issue.issueId)

      const { issueId } = issue
      expect(await store.issue(issueId)).toMatchObject({ analysisStatus: 'complete', analysis })
    })

    it('takes a piece of a recording once under its key, and no more than a session may have', async () => {
      const { store, projectId, visit } = await open()
      const sessionId = await visit()
      const add = (idempotencyKey: string, bytes: number) =>
        store.addReplayChunk(
          {
            chunkId: randomUUID(),
            projectId,
            sessionId,
            firstTime: 1,
            lastTime: 2,
            eventCount: 1,
            bytes,
            createdAt: 1,
            idempotencyKey,
          },
          { sessionBytes: 100 },
        )

      const first = await add('a', 60)
      const again = await add('a', 60)
      const tooMuch = await add('b', 60)

      expect(again).toEqual({ chunkId: first?.chunkId, repeated: true })
      expect(tooMuch).toBeUndefined()
      expect(await store.replayBytes(sessionId)).toBe(60)
    })

    it('remembers since when the capture of a project is off, and of no other', async () => {
      const { store, projectId } = await open()
      const other = await store.createProject({ name: 'Other', createdAt: 2 })
      expect(await store.captureOffSince(projectId)).toBeNull()

      await store.switchCapture(projectId, 5)
      await store.switchCapture(projectId, 9)
      expect(await store.captureOffSince(projectId)).toBe(5)
      expect(await store.captureOffSince(other.projectId)).toBeNull()

      await store.switchCapture(projectId, null)
      expect(await store.captureOffSince(projectId)).toBeNull()
    })

    it('keeps the last use of a key that is latest, and an end for good', async () => {
      const { store, projectId } = await open()
      const key = await store.addKey({
        projectId,
        kind: 'project',
        scope: null,
        label: null,
        lookup: 'uc_sk_0123456789',
        hash: new Uint8Array(32).fill(7),
        readable: null,
        origins: [],
        createdAt: 1,
        expiresAt: null,
      })

      await store.noteKeysUsed([{ keyId: key.keyId, time: 50 }])
      await store.noteKeysUsed([{ keyId: key.keyId, time: 20 }])
      await store.revokeKey(key.keyId, 60)

      const [found] = await store.keysByLookup('uc_sk_0123456789')
      expect(found).toMatchObject({ lastUsedAt: 50, revokedAt: 60 })
      expect(found?.hash).toEqual(new Uint8Array(32).fill(7))
    })

    it('agrees with a plain list on every history of visits and issues', async () => {
      const { store } = await open()

      await fc.assert(
        fc.asyncProperty(fc.array(anyIssue, { maxLength: 15 }), anyPage, async (issues, page) => {
          const { projectId } = await store.createProject({ name: 'Run', createdAt: 1 })
          const visits = new Map<string, string>()
          const model: Issue[] = []
          for (const { visit, words, time, key } of issues) {
            const opened = await store.openSession({ projectId, externalId: visit, createdAt: 1 })
            const { sessionId } = opened.session
            expect(opened.created).toBe(!visits.has(visit))
            visits.set(visit, sessionId)
            const { issue, repeated } = await store.createIssue({
              projectId,
              sessionId,
              userDescription: words,
              metadata: {},
              createdAt: time,
              idempotencyKey: key && `${projectId} ${key}`,
            })
            expect(repeated).toBe(model.some(({ issueId }) => issueId === issue.issueId))
            if (!repeated) model.push(issue)
          }

          // Newest first, and among equals the one that came last.
          const newest = [...model].reverse().sort((a, b) => b.createdAt - a.createdAt)
          expect(await store.issues(projectId, page)).toEqual({
            issues: newest.slice(page.offset, page.offset + page.limit),
            total: model.length,
          })
          expect(await store.projectFigures(projectId)).toEqual({
            issueCount: model.length,
            sessionCount: visits.size,
          })
          const found = await store.searchIssues(projectId, { text: 'cart', limit: 50 })
          expect(found.map(({ issueId }) => issueId).sort()).toEqual(
            model
              .filter(({ userDescription }) => userDescription.includes('cart'))
              .map(({ issueId }) => issueId)
              .sort(),
          )
          for (const sessionId of visits.values()) {
            const since = await store.issuesSince(sessionId, 5)
            expect(since.map(({ issueId }) => issueId).sort()).toEqual(
              model
                .filter((issue) => issue.sessionId === sessionId && issue.createdAt >= 5)
                .map(({ issueId }) => issueId)
                .sort(),
            )
          }
        }),
        { numRuns: 30 },
      )
    })

    it('removes sessions with all that is theirs, and nothing of others', async () => {
      const { store, projectId, visit } = await open()
      const [mine, theirs] = [await visit(), await visit()]
      for (const sessionId of [mine, theirs]) {
        await store.createIssue({
          projectId,
          sessionId,
          userDescription: 'broken',
          metadata: {},
          createdAt: 5,
        })
        await store.addReplayChunk(
          {
            chunkId: `chunk-${sessionId}`,
            projectId,
            sessionId,
            firstTime: 1,
            lastTime: 2,
            eventCount: 1,
            bytes: 10,
            createdAt: 1,
          },
          NO_LIMIT,
        )
      }

      await store.erase([mine])

      expect(await store.session(mine)).toBeUndefined()
      expect(await store.replayChunk(`chunk-${mine}`)).toBeUndefined()
      expect(await store.replayChunks(theirs)).toHaveLength(1)
      expect(await store.projectFigures(projectId)).toEqual({ issueCount: 1, sessionCount: 1 })
      expect(await store.searchIssues(projectId, { text: 'broken', limit: 9 })).toHaveLength(1)
    })
  })
}

const anyIssue = fc.record({
  visit: fc.constantFrom('one', 'two', 'three'),
  words: fc.constantFrom('the cart is empty', 'nothing happens', 'cart'),
  time: fc.integer({ min: 0, max: 10 }),
  key: fc.option(fc.constantFrom('a', 'b'), { nil: undefined }),
})

const anyPage = fc.record({
  offset: fc.integer({ min: 0, max: 10 }),
  limit: fc.integer({ min: 1, max: 10 }),
})
