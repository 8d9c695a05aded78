// Builds the SDK: the npm package, the lazy chunks of the script tag, the module for agent runs, and
// the script tag.
import { build } from 'vite'

// The package comes first, for it empties the folder; the script tag last, for it names the chunks.
const MODES = [
  'production',
  'agent',
  'agent-script',
  ...['late', 'idle', 'recorder', 'launcher', 'dialog'].map((chunk) => `${chunk}-chunk`),
  'script',
]

for (const mode of MODES) await build({ mode })
