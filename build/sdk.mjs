// Builds the SDK: the npm package, the lazy chunks of the script tag, and the script tag.
import { build } from 'vite'

// The package comes first, for it empties the folder; the script tag last, for it names the chunks.
const MODES = ['production', 'late', 'idle', 'recorder', 'launcher', 'dialog', 'script']

for (const mode of MODES) {
  await build({ mode: /production|script/.test(mode) ? mode : `${mode}-chunk` })
}
