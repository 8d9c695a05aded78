import { resolve } from 'node:path'

import { examineFolder, removeOrphans } from '../care/doctor/examine-folder.ts'
import { defineCommand } from './command.ts'
import { DATA_OPTION, flag, type OptionValues } from './option.ts'
import { printFindings } from './print-findings.ts'

const options = {
  data: DATA_OPTION,
  fix: flag({ summary: 'Remove files older than an hour that belong to nothing.' }),
  json: flag({ summary: 'Print JSON.' }),
}

export const doctorCommand = defineCommand({
  name: 'doctor',
  summary: 'Look a data folder over, also of a running collector.',
  description: `Says for each thing whether it is ok, needs attention or is broken, and what to do. Ends with 1
when something is broken. Without --fix it changes nothing.`,
  options,
  run: runDoctor,
})

async function runDoctor({ data, fix, json }: OptionValues<typeof options>): Promise<void> {
  const folder = resolve(data)
  const before = Date.now()
  const removed = fix ? await removeOrphans(folder, before) : 0
  const findings = await examineFolder({ folder, now: Date.now() })
  if (findings.some(({ status }) => status === 'broken')) process.exitCode = 1

  if (json) {
    console.log(JSON.stringify({ removed, findings }))
    return
  }
  if (fix) console.log(`Removed ${removed} files that belonged to nothing.\n`)
  printFindings(findings)
}
