import axe from 'axe-core'
import type { Page } from 'playwright'

const WIDTHS = [320, 768, 1440]
const THEMES = ['light', 'dark'] as const

/**
 * What a person would stumble over on a page as it stands, on narrow, middling and wide screens,
 * light and dark: accessibility rules that it breaks, and what is wider than the screen.
 */
export async function flawsOf(page: Page): Promise<string[]> {
  const flaws: string[] = []
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 })
    for (const colorScheme of THEMES) {
      // Colours on their way from one theme to the other belong to neither.
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const found = [...(await brokenRules(page)), ...(await overflow(page))]
      flaws.push(...found.map((flaw) => `${width} ${colorScheme}: ${flaw}`))
    }
  }
  return flaws
}

async function brokenRules(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  // The recording in its frame looks as the recorded page did.
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') }
    const { violations } = await axe.run({ iframes: false })
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id} ${html}`))
  })
}

function overflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return scrollWidth > clientWidth ? [`${scrollWidth - clientWidth} px too wide`] : []
  })
}
