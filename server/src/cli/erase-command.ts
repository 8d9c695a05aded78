import { resolve } from 'node:path'
import { createInterface } from 'node:readline/promises'

import { askCollector } from '../care/ask-collector.ts'
import { CareError } from '../care/care-error.ts'
import { eraseSessions, writeErasure } from '../care/erase/erase-sessions.ts'
import { planErasure, type ErasurePlan, type ErasureSubject } from '../care/erase/plan-erasure.ts'
import { takeInRuns } from '../care/take-in-runs.ts'
import { readStores, requireFolder, withStores } from '../care/with-stores.ts'
import { listDataFiles } from '../storage/data-files.ts'
import { isFolderInUse } from '../storage/folder-lock.ts'
import { defineCommand } from './command.ts'
import { DATA_OPTION, flag, optionalText, type OptionValues } from './option.ts'
import { UsageError } from './usage-error.ts'

const options = {
  data: DATA_OPTION,
  user: optionalText({
    placeholder: 'ID',
    summary: 'Everything of this user, as the page named them with identify({ id }).',
  }),
  session: optionalText({
    placeholder: 'ID',
    summary: 'Everything of this session: its id here, or the one the page gave it.',
  }),
  project: optionalText({ placeholder: 'ID', summary: 'Only in this project.' }),
  dryRun: flag({ summary: 'Only say what would go.' }),
  yes: flag({ summary: 'Do not ask.' }),
  json: flag({ summary: 'Print JSON. Needs --yes or --dry-run.' }),
}

type EraseOptions = OptionValues<typeof options>

export const eraseCommand = defineCommand({
  name: 'erase',
  summary: 'Remove all data of a user or a session for good.',
  description: `Removes entries, recordings, issues with their texts and what was kept for them, and the runs of
agents in these sessions or by this user with all recaps of their time, and overwrites where they were; figures stay as bare counts. Copies of meta.db from before an upgrade go too.
Works beside a running collector, which then does the work.

A user's sessions are known by the issues the user reported. Sessions in which the user reported
nothing cannot be found by --user; erase them by --session, or let retention remove them; runs are known by the user their sender named. Backups
are yours to clean: make a new one into a new place and remove the old.`,
  options,
  run: runErase,
})

/** Sessions of one job: each round rewrites the text index of every day it touches. */
const SESSIONS_A_JOB = 100

async function runErase(values: EraseOptions): Promise<void> {
  const subject = readSubject(values)
  const folder = resolve(values.data)
  requireFolder(folder)
  if (values.json && !values.yes && !values.dryRun) {
    throw new UsageError('--json cannot ask; give --yes or --dry-run with it.')
  }

  await takeInRuns(folder)
  const plan = await readStores(folder, (stores) => planErasure(stores, subject, values.project))
  const isAny = plan.sessionIds.length + plan.agentRuns + plan.refusedBatches > 0
  const isErased = !values.dryRun && isAny && (await agrees(values, plan))
  if (isErased) await erase(folder, plan)

  const leftovers = isErased ? await damagedFiles(folder) : []
  if (values.json) {
    const { runs: _, ...counts } = plan
    console.log(JSON.stringify({ ...counts, erased: isErased, leftovers }))
    return
  }
  if (!isAny) console.log('Nothing was found.')
  else console.log(`${isErased ? 'Erased' : 'Would erase'} ${describe(plan)}.`)
  for (const path of leftovers) {
    console.log(`${path} was set aside as damaged and may still hold some of it: remove it.`)
  }
}

function readSubject({ user, session }: EraseOptions): ErasureSubject {
  if (user !== undefined && session === undefined) return { user }
  if (session !== undefined && user === undefined) return { session }
  throw new UsageError('erase needs either --user ID or --session ID.')
}

async function agrees({ yes }: EraseOptions, plan: ErasurePlan): Promise<boolean> {
  if (yes) return true
  if (!process.stdin.isTTY) throw new UsageError('nobody can be asked here; give --yes.')
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return (await terminal.question(`Erase ${describe(plan)} for good? [y/N] `)).trim() === 'y'
  } finally {
    terminal.close()
  }
}

async function erase(folder: string, { sessionIds, runs }: ErasurePlan): Promise<void> {
  // Runs go with the first page, also when there is no session but theirs.
  for (let begin = 0; begin === 0 || begin < sessionIds.length; begin += SESSIONS_A_JOB) {
    const page = sessionIds.slice(begin, begin + SESSIONS_A_JOB)
    const erasure = { sessionIds: page, runs: begin === 0 ? runs : [] }
    if (isFolderInUse(folder)) {
      await askCollector(folder, { kind: 'erase', subject: writeErasure(erasure) })
    } else {
      await withStores(folder, (stores) => eraseSessions(stores, { folder, ...erasure }))
    }
    const done = begin + page.length
    if (sessionIds.length > SESSIONS_A_JOB) {
      process.stderr.write(`erase: ${done} of ${sessionIds.length} sessions\n`)
    }
  }
  const left = await readStores(folder, async ({ meta }) => {
    const found = await Promise.all(sessionIds.map((sessionId) => meta.session(sessionId)))
    return found.filter((session) => session !== undefined).length
  })
  if (left > 0) throw new CareError(`${left} sessions are still there. Run the command again.`)
}

async function damagedFiles(folder: string): Promise<string[]> {
  const files = await listDataFiles(folder)
  return files.filter(({ kind }) => kind === 'set-aside').map(({ path }) => path)
}

function describe(plan: ErasurePlan): string {
  const { sessionIds, issues, blobs, entries, agentRuns, refusedBatches } = plan
  const taken = agentRuns > 0 ? `, and ${agentRuns} runs of agents` : ''
  const refused = refusedBatches > 0 ? `, and ${refusedBatches} batches of runs put aside` : ''
  const runs = taken + refused
  return `${sessionIds.length} sessions with ${entries} entries, ${issues} issues and ${blobs} files of recordings and evidence${runs}`
}
