// Patches what an SDK patches and does nothing in it: what patching costs by itself.
for (const method of ['log', 'info', 'warn', 'error', 'debug']) {
  const native = console[method]
  console[method] = function (...args) {
    return native.apply(this, args)
  }
}

const { fetch } = window
window.fetch = function (...args) {
  return fetch.apply(this, args).then(
    (response) => response,
    (error) => {
      throw error
    },
  )
}

for (const method of ['open', 'setRequestHeader', 'send']) {
  const native = XMLHttpRequest.prototype[method]
  XMLHttpRequest.prototype[method] = function (...args) {
    if (method === 'send') this.addEventListener('loadend', () => {})
    return native.apply(this, args)
  }
}

for (const method of ['pushState', 'replaceState']) {
  const native = history[method]
  history[method] = function (...args) {
    return native.apply(this, args)
  }
}

for (const method of ['setItem', 'removeItem', 'clear']) {
  const native = Storage.prototype[method]
  Storage.prototype[method] = function (...args) {
    return native.apply(this, args)
  }
}

for (const type of ['click', 'keydown', 'input', 'change', 'error', 'unhandledrejection']) {
  addEventListener(type, () => {}, true)
}
