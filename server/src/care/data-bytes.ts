import { listDataFiles } from '../storage/data-files.ts'

/** What all data of a folder takes on disk; what a person has put there besides counts too. */
export async function dataBytes(folder: string): Promise<number> {
  const files = await listDataFiles(folder)
  return files.reduce((total, { bytes }) => total + bytes, 0)
}
