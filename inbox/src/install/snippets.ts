export function scriptTag(endpoint: string, captureKey: string): string {
  return `<script src="${endpoint}/casefile.js"
  data-key="${captureKey}"
  data-endpoint="${endpoint}" async></script>`
}

export function npmCode(endpoint: string, captureKey: string): string {
  return `import { init } from 'casefile'
import { mountWidget } from 'casefile/widget'

const casefile = init({
  key: '${captureKey}',
  endpoint: '${endpoint}',
})
mountWidget(casefile)`
}
