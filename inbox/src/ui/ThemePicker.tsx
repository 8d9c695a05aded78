import { useState } from 'preact/hooks'

import { chooseTheme, readTheme, type Theme } from './theme.ts'
import { Icon } from './Icon.tsx'

const NEXT: { [theme in Theme]: Theme } = { auto: 'light', light: 'dark', dark: 'auto' }
const NAMES: { [theme in Theme]: string } = { auto: 'as the system', light: 'light', dark: 'dark' }

export function ThemePicker() {
  const [theme, setTheme] = useState(readTheme)
  const label = `Theme: ${NAMES[theme]}. Change to ${NAMES[NEXT[theme]]}`

  const change = () => {
    chooseTheme(NEXT[theme])
    setTheme(NEXT[theme])
  }

  return (
    <button
      type="button"
      class="button quiet only-icon"
      title={label}
      aria-label={label}
      onClick={change}
    >
      <Icon name="theme" />
    </button>
  )
}
