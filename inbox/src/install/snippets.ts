export function scriptTag(origin: string, captureKey: string): string {
  return `<script src="${origin}/casefile.js"
  data-key="${captureKey}"
  data-endpoint="${origin}" async></script>`
}

export function npmCode(origin: string, captureKey: string): string {
  return `import { init } from 'casefile'
import { mountWidget } from 'casefile/widget'

const casefile = init({
  key: '${captureKey}',
  endpoint: '${origin}',
})
mountWidget(casefile)`
}
