import { onTestFinished, vi } from 'vitest'

/** `casefile/agent` as a process has it that has just begun, and what it says on the console. */
export async function freshAgent(endpoint?: string) {
  vi.resetModules()
  const said: string[] = []
  for (const method of ['warn', 'error', 'debug'] as const) {
    const spy = vi.spyOn(console, method).mockImplementation((text) => said.push(String(text)))
    onTestFinished(() => spy.mockRestore())
  }

  const agent = await import('../../src/agent/index.ts')
  if (endpoint) agent.configure({ apiKey: 'tcc_prod_test', endpoint })
  return { ...agent, said }
}
