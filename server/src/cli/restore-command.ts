import { resolve } from 'node:path'

import { restoreFolder } from '../care/backup/restore-folder.ts'
import { examineFolder } from '../care/doctor/examine-folder.ts'
import { progressOnStderr } from '../care/progress.ts'
import { defineCommand } from './command.ts'
import { option, optionalText, type OptionValues } from './option.ts'
import { printFindings } from './print-findings.ts'
import { UsageError } from './usage-error.ts'

const options = {
  from: optionalText({ placeholder: 'DIR', summary: 'The backup; needed.' }),
  data: option<string | undefined>({
    placeholder: 'DIR',
    summary: 'The data folder to make: new, or empty. Needed.',
    fallback: undefined,
    read: String,
  }),
}

export const restoreCommand = defineCommand({
  name: 'restore',
  summary: 'Make a data folder of a backup.',
  description: `Checks every file against its checksum, makes the folder whole or not at all, and then looks it
over as doctor does. It never writes into a folder that holds anything.`,
  options,
  run: runRestore,
})

async function runRestore({ from, data }: OptionValues<typeof options>): Promise<void> {
  if (from === undefined) throw new UsageError('restore needs --from DIR: the backup.')
  if (data === undefined) throw new UsageError('restore needs --data DIR: the folder to make.')

  const { createdAt, files, versions } = await restoreFolder({
    from: resolve(from),
    data: resolve(data),
    startProgress: (totalBytes) => progressOnStderr('restore', totalBytes),
  })
  console.log(
    `Restored ${files.length} files of the backup of ${createdAt} (casefile-server ${versions.server}) into ${data}.\n`,
  )
  const findings = await examineFolder({ folder: resolve(data), now: Date.now() })
  printFindings(findings)
}
