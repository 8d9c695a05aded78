import { useEffect, useState } from 'preact/hooks'

/** Whether a media query holds, and when that changes. */
export function useWide(query: string): boolean {
  const [isWide, setWide] = useState(() => matchMedia(query).matches)

  useEffect(() => {
    const media = matchMedia(query)
    const look = () => setWide(media.matches)
    look()
    media.addEventListener('change', look)
    return () => media.removeEventListener('change', look)
  }, [query])

  return isWide
}
