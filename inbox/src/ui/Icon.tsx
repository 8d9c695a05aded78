/** Outlines on a 16 px grid, drawn for Casefile; colour comes from the text around them. */
const paths = {
  error: 'M5.5 1.8h5l3.700 3.700v5l-3.700 3.700h-5l-3.700-3.700v-5zM8 4.800v3.700M8 10.900v.2',
  console: 'M2 3.500h12v9H2zM4.500 6.300l2 1.700-2 1.700M8.300 10h3',
  network: 'M5 12.500v-9M2.500 6 5 3.500 7.500 6M11 3.500v9M8.500 10l2.500 2.500 2.500-2.500',
  storage:
    'M3 4.200c0-2.700 10-2.700 10 0v7.600c0 2.700-10 2.700-10 0zM3 4.200c0 2.700 10 2.700 10 0M3 8c0 2.700 10 2.700 10 0',
  interaction: 'M6 6l7 2.700-3 1.300-1.300 3zM4.600 4.600 3 3M6.700 3.500V1.500M3.500 6.700h-2',
  navigation:
    'M8 14.200A6.200 6.200 0 1 0 8 1.800a6.200 6.200 0 0 0 0 12.400zM10.700 5.300 9.200 9.200l-3.900 1.500 1.500-3.900z',
  page: 'M1.800 8.500h3l1.700-4.500 3 8.500 1.800-4h3',
  loss: 'M2 8h2.500M6.800 8h.2M9 8h.2M11.500 8H14M4.500 5.500v5M11.500 5.500v5',
  copy: 'M5.500 5.500h8v8h-8zM10.500 5.500v-3h-8v8h3',
  check: 'M3 8.500l3.200 3.200L13 4.500',
  close: 'M4 4l8 8M12 4l-8 8',
  play: 'M4.500 2.800v10.400L13 8z',
  pause: 'M5 3v10M11 3v10',
  search: 'M7 12a5 5 0 1 0 0-10 5 5 0 0 0 0 10zM10.700 10.700 14 14',
  back: 'M9.500 3.500 5 8l4.500 4.500',
  chevron: 'M6 4l4 4-4 4',
  warning: 'M8 2 14.500 13.500h-13zM8 6.300v3.400M8 11.600v.2',
  person: 'M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.500 14c0-5.300 11-5.300 11 0',
  leave: 'M6.500 2.500h-4v11h4M10.500 5l3 3-3 3M13.500 8H6',
  theme:
    'M8 14.200A6.200 6.200 0 1 0 8 1.800a6.200 6.200 0 0 0 0 12.400zM8 1.800v12.400M10 4.500v7M12 6v4',
} as const

export type IconName = keyof typeof paths

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" data-icon={name}>
      <path
        d={paths[name]}
        fill={name === 'play' ? 'currentColor' : 'none'}
        stroke="currentColor"
        stroke-width={name === 'pause' ? 2.5 : 1.4}
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  )
}
