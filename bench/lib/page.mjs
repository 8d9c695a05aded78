const RESPONSE_PATIENCE = 60_000

/**
 * Opens `url` in a browser context, and so a renderer process, of its own. The debugger's Runtime
 * domain stays off: what is evaluated needs none of its events.
 */
export async function openPage({ cdp }, url) {
  const { browserContextId } = await cdp.send('Target.createBrowserContext')
  const { targetId } = await cdp.send('Target.createTarget', { url, browserContextId })
  const { sessionId } = await cdp.send('Target.attachToTarget', { targetId, flatten: true })
  const send = (method, params) => cdp.send(method, params, sessionId)

  await send('Performance.enable', { timeDomain: 'threadTicks' })
  await send('Emulation.setFocusEmulationEnabled', { enabled: true })

  const page = {
    send,
    cdp,
    sessionId,

    /** CPU time the page's main thread has used since its process began, in ms. */
    async cpu() {
      const { metrics } = await send('Performance.getMetrics')
      return metrics.find(({ name }) => name === 'ThreadTime').value * 1000
    },

    /** Calls a function of page/workload.js and waits for what it returns. */
    async call(name, ...args) {
      const expression = `bench.${name}(${args.map((arg) => JSON.stringify(arg)).join()})`
      const { result, exceptionDetails } = await send('Runtime.evaluate', {
        expression,
        awaitPromise: true,
        returnByValue: true,
        timeout: RESPONSE_PATIENCE,
      })
      if (exceptionDetails) throw new Error(`${expression}: ${result.description}`)
      return result.value
    },

    /** Bytes of JavaScript objects that are reachable. */
    async heapAfterCollection() {
      for (let pass = 0; pass < 3; pass++) await send('HeapProfiler.collectGarbage')
      const { usedSize } = await send('Runtime.getHeapUsage')
      return usedSize
    },

    /** Bytes in use now: JavaScript objects, the engine's own, and the buffers behind them. */
    async memory() {
      const usage = await send('Runtime.getHeapUsage')
      return usage.usedSize + usage.embedderHeapUsedSize + usage.backingStorageSize
    },

    async close() {
      await cdp.send('Target.closeTarget', { targetId })
      await cdp.send('Target.disposeBrowserContext', { browserContextId })
    },
  }

  return page
}
