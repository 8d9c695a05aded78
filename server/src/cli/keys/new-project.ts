import { resolve } from 'node:path'

import { createProjectWithKeys } from '../../keys/project-keys.ts'
import { openMetaStore } from '../../storage/data-folder.ts'
import { defineCommand } from '../command.ts'
import { DATA_OPTION, flag, UnusableValue } from '../option.ts'
import { UsageError } from '../usage-error.ts'
import { readName } from './label-option.ts'

export const newProjectCommand = defineCommand({
  name: 'keys new-project',
  summary: 'Make a project with one key of each kind.',
  description: 'Its secret keys are shown once. Works beside a running collector.',
  operands: { placeholder: 'NAME', least: 1 },
  options: { data: DATA_OPTION, json: flag({ summary: 'Print JSON.' }) },
  run: async ({ data, json }, [text = '']) => {
    const name = readProjectName(text)
    const meta = openMetaStore(resolve(data))
    try {
      const { project, keys } = await createProjectWithKeys(meta, { name, createdAt: Date.now() })
      if (json) {
        console.log(JSON.stringify({ projectId: project.projectId, name, keys }))
        return
      }
      console.log(`Project ${name} (${project.projectId})`)
      for (const [kind, key] of Object.entries(keys)) console.log(`  ${kind.padEnd(8)} ${key}`)
      console.log('\nAll but the capture key are secret and shown only now.')
    } finally {
      await meta.close()
    }
  },
})

function readProjectName(text: string): string {
  try {
    return readName(text)
  } catch (error) {
    throw error instanceof UnusableValue ? new UsageError(`${text} ${error.message}`) : error
  }
}
