import type { Page } from 'playwright'

/** Presses *Report an issue*, writes, sends, and waits for the thanks; returns the issue's id. */
export async function reportThroughWidget(page: Page, description: string): Promise<string> {
  const created = page.waitForResponse(
    (response) => response.url().endsWith('/v1/issues') && response.request().method() === 'POST',
  )
  await page.getByRole('button', { name: 'Report an issue' }).click()
  await page.getByRole('textbox', { name: /what happened/i }).fill(description)
  await page.getByRole('button', { name: /send/i }).click()
  await page
    .getByText(/thank you/i)
    .first()
    .waitFor()
  return ((await (await created).json()) as { issueId: string }).issueId
}
