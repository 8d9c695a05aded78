import { openDataFolder, type Stores } from '../../server/src/storage/data-folder.ts'
import type { SetAside } from '../../server/src/storage/sqlite/set-aside.ts'

/** The built thread and process; what is tested is what runs. */
const entries = {
  writer: new URL('../../server/dist/writer.js', import.meta.url),
  reader: new URL('../../server/dist/reader.js', import.meta.url),
}

/** The embedded stores as a collector opens them. The caller closes them. */
export function openStores(
  folder: string,
  { onSetAside = () => {} }: { onSetAside?: (setAside: SetAside) => void } = {},
): Promise<Stores> {
  return openDataFolder(folder, {
    entries,
    onSetAside,
    onWriterDeath: (error) => {
      throw error
    },
  })
}
