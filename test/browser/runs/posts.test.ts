import { expect, it } from 'vitest'

import type { AgentPost } from '../../../src/browser/agent-door.ts'
import type { Posted } from '../../../src/report/post-report.ts'
import { ReportError } from '../../../src/report-error.ts'
import { deliverPosts } from '../../../src/runs/deliver-posts.ts'
import { createWaitingPosts, type WaitingPost } from '../../../src/runs/waiting-posts.ts'
import { freshStore } from '../../helpers/fresh-store.ts'

const accepted: Posted = { step: 'accepted', answer: { status: 200, body: {}, retryAfter: null } }
const busy: Posted = { step: 'waiting', answer: { status: 503, body: {}, retryAfter: '7' } }
const refused = (status: number): Posted => ({
  step: 'refused',
  error: new ReportError('refused', 'no'),
  status,
})

const aPost = (text: string): AgentPost => ({
  path: '/v1/custom',
  sessionId: 'visit-1',
  body: { type: 'run', prompt: { user_prompt: text } },
})

/** Posts on a real device, and a collector that gives the answers in turn. */
function makePosts(given: { answers?: Posted[]; isReleased?(): boolean } = {}) {
  const { store } = freshStore()
  const losses: [string, number][] = []
  const sent: string[] = []
  const answers = [...(given.answers ?? [])]
  const options = {
    store,
    project: 'uc_pk_test',
    endpoint: 'https://collector.example',
    isReleased: given.isReleased ?? (() => true),
    onLoss: (reason: string, count: number) => losses.push([reason, count]),
  }
  const posts = createWaitingPosts(options)
  const post = async ({ body }: WaitingPost) => {
    sent.push(JSON.parse(body).prompt.user_prompt)
    return answers.shift() ?? accepted
  }
  return {
    posts,
    store,
    losses,
    sent,
    deliver: async (more: { holdFor?: number; maxAge?: number; isStopped?(): boolean } = {}) =>
      deliverPosts(await posts.list(), {
        ...options,
        posts,
        post,
        holdFor: () => more.holdFor ?? Infinity,
        maxAge: more.maxAge ?? 60_000,
        isStopped: more.isStopped ?? (() => false),
      }),
  }
}

it('delivers runs in order, each once', async () => {
  const { posts, sent, deliver } = makePosts()
  for (const text of ['one', 'two', 'three']) await posts.add(aPost(text))

  expect(await deliver()).toBeUndefined()
  expect(await deliver()).toBeUndefined()

  expect(sent).toEqual(['one', 'two', 'three'])
  expect(await posts.list()).toEqual([])
})

it('keeps what a busy collector does not take, and says what it answered', async () => {
  const { posts, sent, deliver, losses } = makePosts({ answers: [accepted, busy] })
  for (const text of ['one', 'two', 'three']) await posts.add(aPost(text))

  expect(await deliver()).toBe(busy.step === 'waiting' && busy.answer)
  expect(await deliver()).toBeUndefined()

  expect(sent).toEqual(['one', 'two', 'two', 'three'])
  expect(losses).toEqual([])
})

it('drops and counts what is refused for good, and goes on', async () => {
  const { posts, sent, deliver, losses } = makePosts({ answers: [refused(400), accepted] })
  for (const text of ['one', 'two']) await posts.add(aPost(text))

  await deliver()

  expect(sent).toEqual(['one', 'two'])
  expect(losses).toEqual([['rejected', 1]])
  expect(await posts.list()).toEqual([])
})

it.each([401, 403])('keeps all when the key is refused with %i', async (status) => {
  const { posts, sent, deliver } = makePosts({ answers: [refused(status)] })
  for (const text of ['one', 'two']) await posts.add(aPost(text))

  await deliver()

  expect(sent).toEqual(['one'])
  expect(await posts.list()).toHaveLength(2)
})

it('keeps runs of a session that is not released, until it is or nobody asks any more', async () => {
  let released = false
  const { posts, sent, deliver, losses } = makePosts({ isReleased: () => released })
  await posts.add(aPost('one'))

  await deliver()
  expect(sent).toEqual([])
  released = true
  await deliver()
  expect(sent).toEqual(['one'])

  released = false
  await posts.add(aPost('two'))
  await deliver({ holdFor: -1 })
  expect(await posts.list()).toEqual([])
  expect(losses).toEqual([])
})

it('counts what has waited for too long', async () => {
  const { posts, sent, deliver, losses } = makePosts()
  await posts.add(aPost('one'))

  await deliver({ maxAge: -1 })

  expect(sent).toEqual([])
  expect(losses).toEqual([['age', 1]])
})

it('sends nothing that consent was withdrawn of while others were sent', async () => {
  const { posts, sent, deliver } = makePosts()
  for (const text of ['one', 'two']) await posts.add(aPost(text))

  await deliver({
    isStopped() {
      if (sent.length === 1) void posts.purge()
      return false
    },
  })

  expect(sent).toEqual(['one'])
})

it('lets the oldest go when much waits, and takes nothing that is too large', async () => {
  const { posts, losses } = makePosts()
  const large = 'x'.repeat(1_000_000)

  expect(await posts.add(aPost(large + large))).toBe(false)
  for (const text of ['one', 'two', 'three', 'four', 'five']) await posts.add(aPost(text + large))

  const kept = (await posts.list()).map(({ value }) => JSON.parse(value.body).prompt.user_prompt)
  expect(kept.map((text) => text.slice(0, -large.length))).toEqual(['two', 'three', 'four', 'five'])
  expect(losses).toEqual([
    ['size', 1],
    ['storage', 1],
  ])
})

it('keeps no secret of what people, models and tools wrote, and who it was for', async () => {
  const { posts } = makePosts()
  const ids = { run_id: 'run-1', session_id: 'visit-1', prompt_uncached_tokens: 12 }

  await posts.add({
    path: '/v1/custom',
    sessionId: 'visit-1',
    body: {
      type: 'batch',
      items: [
        {
          type: 'run',
          ...ids,
          prompt: { user_prompt: 'my card is 4242 4242 4242 4242', system_prompt: 'be kind' },
          response: 'wrote to grace@example.com',
          metadata: { 'tcc.userId': 'grace@example.com', password: 'hunter2', plan: 'pro' },
        },
        {
          type: 'tool_call',
          ...ids,
          tool_name: 'sign_in',
          args: '{"password":"hunter2","city":"London"}',
          status_message: 'Bearer abcDEF123456789 was refused',
        },
      ],
    },
  })

  const [stored] = await posts.list()
  expect(JSON.parse(stored!.value.body).items).toEqual([
    {
      type: 'run',
      ...ids,
      prompt: { user_prompt: 'my card is [redacted]', system_prompt: 'be kind' },
      response: 'wrote to [redacted]',
      metadata: { 'tcc.userId': 'grace@example.com', password: '[redacted]', plan: 'pro' },
    },
    {
      type: 'tool_call',
      ...ids,
      tool_name: 'sign_in',
      args: expect.stringMatching(/^\{"password":"?\[redacted\]"?,"city":"London"\}$/),
      status_message: 'Bearer [redacted] was refused',
    },
  ])
})
