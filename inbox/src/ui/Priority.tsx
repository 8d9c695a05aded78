const MEANINGS: { [priority: string]: string } = {
  P0: 'P0, critical',
  P1: 'P1, high',
  P2: 'P2, medium',
  P3: 'P3, low',
}

/** Never colour alone: the letter says the same. */
export function Priority({ priority }: { priority: string | null }) {
  const meaning = priority ? (MEANINGS[priority] ?? priority) : 'Priority not known yet'
  return (
    <span class="priority" data-priority={priority ?? undefined} title={meaning}>
      <span aria-hidden="true">{priority ?? '–'}</span>
      <span class="visually-hidden">{meaning}</span>
    </span>
  )
}
