import { createElement, type ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

interface Props {
  as: 'h1' | 'p' | 'span' | 'blockquote'
  class?: string
  children: ComponentChildren
}

/**
 * A text in a box that scrolls when it is too tall for it; then, and only then, the box is a stop
 * of the Tab key, so that its end can be read without a mouse.
 */
export function TallText({ as, children, ...attributes }: Props) {
  const box = useRef<HTMLElement>(null)

  useEffect(() => {
    const element = box.current
    if (!element) return
    const look = () => {
      if (element.scrollHeight > element.clientHeight + 1) element.tabIndex = 0
      else element.removeAttribute('tabindex')
    }
    const observer = new ResizeObserver(look)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  return createElement(as, { ...attributes, ref: box }, children)
}
