/** In what is expected: any text with this in it, as the engines word things differently. */
export interface Containing {
  contains: string
}

export function containing(part: string): Containing {
  return { contains: part }
}
