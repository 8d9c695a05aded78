// What a user and an application do, for the runner to call. It holds the natives of before any
// SDK, so that the measuring itself is not measured.
;(() => {
  const { setTimeout } = window
  const pause = (duration) => new Promise((resolve) => setTimeout(resolve, duration))

  /** Its marks reach the trace, with CPU times, but not the page's PerformanceObservers. */
  let marker
  const mark = (name) => marker.mark(name)

  const cart = { id: 'c-1042', total: 129.5, items: [{ sku: 'A-1', count: 2 }], gift: false }

  function logOnce(i) {
    if (i % 30 === 29) console.error('could not save the cart', new Error(`status ${500 + i}`))
    else if (i % 10 === 9) console.warn(`retrying in ${i} ms`)
    else if (i % 3 === 0) console.log('cart changed', { ...cart, version: i })
    else if (i % 3 === 1) console.info('user %s opened item %d', 'ada', i)
    else console.log(`rendered ${i} rows`)
  }

  function xhrOnce(url) {
    return new Promise((resolve, reject) => {
      const xhr = new XMLHttpRequest()
      xhr.open('GET', url)
      xhr.onload = () => resolve(JSON.parse(xhr.responseText).length)
      xhr.onerror = () => reject(new Error(`no answer to ${url}`))
      xhr.send()
    })
  }

  window.bench = {
    prepareMarks() {
      const frame = document.createElement('iframe')
      frame.hidden = true
      document.body.append(frame)
      marker = frame.contentWindow.performance
    },

    /** A busy loop of known cost: the runner's measure must see it. */
    calibrate(iterations) {
      let sum = 0
      mark('from')
      for (let i = 0; i < iterations; i++) sum += Math.sqrt(i) % 7
      mark('to')
      return sum
    },

    async logInBursts(bursts, callsPerBurst, interval, log = logOnce) {
      for (let burst = 0, i = 0; burst < bursts; burst++) {
        mark('from')
        for (let call = 0; call < callsPerBurst; call++) log(i++)
        mark('to')
        await pause(interval)
      }
    },

    /** The same loop and clockwork without a call: what the measuring costs. */
    idleInBursts: (bursts, calls, interval) => bench.logInBursts(bursts, calls, interval, () => {}),

    async fetchMany(count, interval) {
      for (let i = 0; i < count; i++) {
        const response = await fetch(`/api/orders?page=${i}`)
        await response.json()
        await pause(interval)
      }
    },

    async xhrMany(count, interval) {
      for (let i = 0; i < count; i++) {
        await xhrOnce(`/api/orders?page=${i}`)
        await pause(interval)
      }
    },

    async readStream() {
      const reader = (await fetch('/api/stream')).body.getReader()
      let size = 0
      for (;;) {
        const { done, value } = await reader.read()
        if (done) return size
        size += value.length
      }
    },

    /** Middles of the buttons that can be seen. */
    places: () =>
      [...document.querySelectorAll('#orders button')]
        .map((button) => button.getBoundingClientRect())
        .filter(({ bottom }) => bottom < innerHeight)
        .map((box) => [box.x + box.width / 2, box.y + box.height / 2]),

    focusField: () => document.querySelector('#note').focus(),
  }
})()
