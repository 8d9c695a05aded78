/** Brings a row into sight inside its list, and the list into sight on the page. */
export function showRow(list: HTMLElement | null, entryId: string) {
  const row = findRow(list, entryId)
  if (!list || !row) return
  scrollInside(list, row)
  list.scrollIntoView({ block: 'nearest' })
}

/** Brings a row into sight inside its list; the page stays where it is. */
export function followRow(list: HTMLElement | null, entryId: string) {
  const row = findRow(list, entryId)
  if (list && row) scrollInside(list, row)
}

function findRow(list: HTMLElement | null, entryId: string) {
  return list?.querySelector<HTMLElement>(`[data-entry="${CSS.escape(entryId)}"]`)
}

export function scrollInside(list: HTMLElement, row: HTMLElement) {
  const box = list.getBoundingClientRect()
  const { top, bottom, height } = row.getBoundingClientRect()
  if (top >= box.top && bottom <= box.bottom) return

  const above = Math.max(0, Math.min(box.height / 3, box.height - height))
  list.scrollTop += top - box.top - above
}
