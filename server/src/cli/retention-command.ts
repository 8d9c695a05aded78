import { resolve } from 'node:path'

import { askCollector } from '../care/ask-collector.ts'
import { dataBytes } from '../care/data-bytes.ts'
import { formatBytes } from '../care/progress.ts'
import { describeRetention } from '../care/retention/describe-retention.ts'
import { planRetention } from '../care/retention/plan-retention.ts'
import { removeOrphans } from '../care/retention/remove-orphans.ts'
import { writeLimits } from '../care/retention/retention-limits.ts'
import { runRetention } from '../care/retention/run-retention.ts'
import { readStores, requireFolder, withStores } from '../care/with-stores.ts'
import { isFolderInUse } from '../storage/folder-lock.ts'
import { defineCommand } from './command.ts'
import { DATA_OPTION, flag, type OptionValues } from './option.ts'
import { RETENTION_OPTIONS } from './retention-options.ts'

const options = {
  data: DATA_OPTION,
  ...RETENTION_OPTIONS,
  dryRun: flag({ summary: 'Only say what would go.' }),
}

export const retentionCommand = defineCommand({
  name: 'retention',
  summary: 'Remove what is too old, or too much, now.',
  description: `A collector does this by itself every hour, with the options it was started with. Entries go by
whole days. Before a day goes, the entries that led to an issue are kept with the issue, and so is
its recording. Works beside a running collector, which then does the work.`,
  options,
  run: runRetentionCommand,
})

async function runRetentionCommand(values: OptionValues<typeof options>): Promise<void> {
  const folder = resolve(values.data)
  requireFolder(folder)
  const { maxDays, maxBytes, issueDays } = values
  const limits = { maxDays, maxBytes, issueDays }

  if (values.dryRun) {
    const plan = await readStores(folder, async (stores) =>
      planRetention(stores, { limits, now: Date.now(), usedBytes: await dataBytes(folder) }),
    )
    for (const { day, bytes } of plan.days) {
      console.log(`would remove the entries of ${day} (${formatBytes(bytes)})`)
    }
    console.log(
      `would remove ${plan.replayChunks} pieces of recordings (${formatBytes(plan.replayBytes)}), ${plan.issues} issues and ${plan.runs} runs of agents`,
    )
    return
  }
  if (isFolderInUse(folder)) {
    await askCollector(folder, { kind: 'retention', subject: writeLimits(limits) })
    console.log('The running collector has done it; its log says what went.')
    return
  }
  await withStores(folder, async (stores) => {
    const result = await runRetention({
      stores,
      limits,
      now: Date.now,
      usedBytes: () => dataBytes(folder),
      warn: (sentence) => console.error(`casefile-server: ${sentence}`),
    })
    const orphans = await removeOrphans(stores.meta, folder, Date.now())
    console.log(`Removed ${describeRetention(result, orphans) ?? 'nothing'}.`)
  })
}
