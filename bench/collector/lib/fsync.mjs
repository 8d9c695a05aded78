import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

import { quantile } from '../../lib/quantile.mjs'

/** Milliseconds that 99 of 100 small writes in a folder wait for the disk. */
export function fsyncTime(folder, times = 300) {
  const place = mkdtempSync(join(folder, 'fsync-'))
  const file = openSync(join(place, 'probe'), 'w')
  const taken = Array.from({ length: times }, () => {
    const begun = performance.now()
    writeSync(file, Buffer.alloc(8192, 7))
    fdatasyncSync(file)
    return performance.now() - begun
  })
  closeSync(file)
  rmSync(place, { recursive: true })
  return quantile(taken, 0.99)
}
