import { describe, expect, it } from 'vitest'

import { runServerCli, runServerCliWith } from '../../helpers/run-server-cli.ts'
import { startCollector } from '../../helpers/start-collector.ts'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'

describe('casefile-server', () => {
  it('explains itself', async () => {
    const { code, stdout } = await runServerCli('--help')

    expect(code).toBe(0)
    expect(stdout).toContain('casefile-server start')
    expect(stdout).toContain('--port')
  })

  it.each([[['start', '--help']], [['help', 'start']], [['start', '--port', '1', '-h']]])(
    'explains a command: %j',
    async (args) => {
      const { code, stdout } = await runServerCli(...args)

      expect(code).toBe(0)
      expect(stdout).toMatch(/--port N.*\n.*Default 4600.*CASEFILE_PORT/)
      expect(stdout).not.toContain('--grace')
    },
  )

  it('says its version', async () => {
    const { code, stdout } = await runServerCli('--version')

    expect(code).toBe(0)
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  it('reads the options of start from the environment', async () => {
    const data = temporaryFolder()
    const { code, stderr } = await runServerCliWith(
      { CASEFILE_DATA: data, CASEFILE_HOST: 'no.such.host.invalid', CASEFILE_PORT: '0' },
      'start',
    )

    expect(code).toBe(2)
    expect(stderr).toContain('--host no.such.host.invalid')
  })

  it('listens to what is typed before the environment', async () => {
    const { port } = new URL((await startCollector()).url)
    const { stderr } = await runServerCliWith(
      { CASEFILE_DATA: temporaryFolder(), CASEFILE_PORT: 'http' },
      'start',
      '--port',
      port,
    )

    expect(stderr).toContain(`--port ${port} is in use`)
  })

  it.each([
    [{ CASEFILE_PORT: 'http' }, /CASEFILE_PORT=http is not a port.*0.*65535/],
    [{ CASEFILE_DEV: 'perhaps' }, /CASEFILE_DEV=perhaps/],
  ])('names the variable that cannot be used: %j', async (environment, message) => {
    const { code, stderr } = await runServerCliWith(environment, 'start', '--host', 'x.invalid')

    expect(code).toBe(2)
    expect(stderr).toMatch(message)
  })

  it.each([
    [['begin'], /"begin".*start.*keys/],
    [['start', '--port', 'http'], /--port http.*0.*65535/],
    [['start', '--port', '70000'], /--port 70000/],
    [['start', '--prot', '1'], /--prot.*--help/],
    [['start', '--port'], /--port needs a value/],
    [['start', '--port', '--dev'], /--port needs a value/],
    [['start', '--dev=1'], /--dev takes no value/],
    [['start', 'extra'], /extra/],
    [['start', '--host', 'no.such.host.invalid', '--data', '{data}'], /--host no\.such\.host/],
    [['keys', '--data', '/no/such/folder'], /--data \/no\/such\/folder/],
    [['keys', 'create', 'admin', '--data', '{data}'], /admin.*capture, project, ingest, read/],
  ])('says what is wrong with %j and ends with an error', async (args, message) => {
    const data = temporaryFolder()
    const { code, stdout, stderr } = await runServerCli(
      ...args.map((arg) => arg.replace('{data}', data)),
    )

    expect(code).toBeGreaterThan(0)
    expect(stdout).toBe('')
    expect(stderr).toMatch(message)
    expect(stderr).not.toContain('node:internal')
  })

  it('names the port that is taken', async () => {
    const { port } = new URL((await startCollector()).url)
    const data = temporaryFolder()
    const { code, stderr } = await runServerCli('start', '--port', port, '--data', data)

    expect(code).toBeGreaterThan(0)
    expect(stderr).toContain(`--port ${port} is in use`)
  })
})
