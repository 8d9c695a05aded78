import { defineCommand } from './command.ts'
import { findProject, PROJECT_OPTION } from './keys/find-project.ts'
import { DATA_OPTION, flag } from './option.ts'
import { UsageError } from './usage-error.ts'
import { withMetaStore } from './with-meta-store.ts'

export const captureCommand = defineCommand({
  name: 'capture',
  summary: 'Switch what the pages of a project capture off, or on again.',
  description: `SWITCH is on or off. Pages hear of it with the next answer to what they send: they stop capturing
and delete what they have not sent. Within a quarter of an hour they ask again. People can still
report. Works beside a running collector.`,
  operands: { placeholder: 'SWITCH', least: 1 },
  options: { data: DATA_OPTION, project: PROJECT_OPTION, json: flag({ summary: 'Print JSON.' }) },
  run: async ({ data, project: id, json }, [position = '']) => {
    if (position !== 'on' && position !== 'off') {
      throw new UsageError(`${position} is no position of a switch; give on or off.`)
    }
    await withMetaStore(data, async (meta) => {
      const { projectId, name } = await findProject(meta, id)
      await meta.switchCapture(projectId, position === 'on' ? null : Date.now())
      const said = { projectId, name, enabled: position === 'on' }
      console.log(json ? JSON.stringify(said) : `Capture is ${position} for ${name} (${projectId})`)
    })
  },
})
