import { pixels } from './safe-incremental.ts'

/** Keeps the replayed page, whatever its size was, inside the frame and in its middle. */
export function fitStage(wrapper: HTMLElement, onSize: (width: number, height: number) => void) {
  let size = { width: 1280, height: 720 }

  const fit = () => {
    const { clientWidth, clientHeight } = document.documentElement
    const scale = Math.min(clientWidth / size.width, clientHeight / size.height)
    const x = (clientWidth - size.width * scale) / 2
    const y = (clientHeight - size.height * scale) / 2
    wrapper.style.transform = `translate(${x}px, ${y}px) scale(${scale})`
  }

  const observer = new ResizeObserver(fit)
  observer.observe(document.documentElement)

  return {
    resize(next: unknown) {
      size = readSize(next)
      wrapper.style.width = `${size.width}px`
      wrapper.style.height = `${size.height}px`
      onSize(size.width, size.height)
      fit()
    },
    stop: () => observer.disconnect(),
  }
}

/** rrweb hands its events over without types. */
function readSize(value: unknown) {
  const { width, height } = { width: 0, height: 0, ...(typeof value === 'object' ? value : {}) }
  return { width: pixels(width), height: pixels(height) }
}
