import {
  openDataFolder,
  type DataFolderOptions,
  type Stores,
} from '../../server/src/storage/data-folder.ts'

/** The built thread and process; what is tested is what runs. */
const entries = {
  writer: new URL('../../server/dist/writer.js', import.meta.url),
  reader: new URL('../../server/dist/reader.js', import.meta.url),
}

/** The embedded stores as a collector opens them. The caller closes them. */
export function openStores(
  folder: string,
  {
    onSetAside = () => {},
    onRefusedRuns = (error) => {
      throw error
    },
    ...options
  }: Partial<Pick<DataFolderOptions, 'directBytes' | 'onSetAside' | 'onRefusedRuns'>> = {},
): Promise<Stores> {
  return openDataFolder(folder, {
    ...options,
    entries,
    onSetAside,
    onRefusedRuns,
    onWriterDeath: (error) => {
      throw error
    },
  })
}
