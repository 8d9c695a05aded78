import { useEffect, useState } from 'preact/hooks'

/** Whether the browser thinks that it has a connection. `true` is a guess, `false` is certain. */
export function useOnline(): boolean {
  const [online, setOnline] = useState(navigator.onLine)

  useEffect(() => {
    const update = () => setOnline(navigator.onLine)
    const events = ['online', 'offline']
    for (const event of events) window.addEventListener(event, update)
    return () => {
      for (const event of events) window.removeEventListener(event, update)
    }
  }, [])

  return online
}
