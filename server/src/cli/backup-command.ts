import { resolve } from 'node:path'

import { backUpFolder } from '../care/backup/backup-folder.ts'
import { formatBytes, progressOnStderr } from '../care/progress.ts'
import { defineCommand } from './command.ts'
import { DATA_OPTION, flag, optionalText, type OptionValues } from './option.ts'
import { UsageError } from './usage-error.ts'

const options = {
  data: DATA_OPTION,
  to: optionalText({ placeholder: 'DIR', summary: 'Where the backup goes; needed.' }),
  json: flag({ summary: 'Print JSON.' }),
}

export const backupCommand = defineCommand({
  name: 'backup',
  summary: 'Copy all data, also beside a running collector.',
  description: `Writes everything into a folder with a manifest of checksums. Repeated with the same folder it
copies only what has changed. One that was interrupted leaves the backup before it whole. The copy
holds what was recorded and, after --dev, secret keys: keep it as safe as the data.`,
  options,
  run: runBackup,
})

async function runBackup({ data, to, json }: OptionValues<typeof options>): Promise<void> {
  if (to === undefined) throw new UsageError('backup needs --to DIR: where the backup goes.')

  const result = await backUpFolder({
    folder: resolve(data),
    to: resolve(to),
    now: Date.now(),
    startProgress: (totalBytes) => progressOnStderr('backup', totalBytes),
  })
  if (json) {
    console.log(JSON.stringify(result))
    return
  }
  const { files, bytes, copiedFiles, copiedBytes } = result
  console.log(
    `Backed up ${files} files (${formatBytes(bytes)}) to ${to}; ${copiedFiles} of them (${formatBytes(copiedBytes)}) were new or changed.`,
  )
}
