/**
 * A printed page, measured: a real Chromium prints HTML to PDF, and the PDF's text is read back as lines
 * with their places in millimetres from the top left corner of the sheet.
 */
import { type Browser, chromium } from '@playwright/test'
import { findChromium } from '../support/chromium.ts'
import { type PrintedPage, readPages } from '../support/pdf.ts'

export async function openBrowser(): Promise<Browser> {
  const { executablePath, args, env } = await findChromium()
  return chromium.launch({ executablePath, args: [...args], env: { ...process.env, ...env } })
}

/** Whether hanzi have real glyphs here, an em wide; without a font they are boxes of another width. */
export async function hasHanzi(browser: Browser): Promise<boolean> {
  const page = await browser.newPage()
  const width = await page.evaluate(() => {
    const context = document.createElement('canvas').getContext('2d')
    if (!context) return 0
    context.font = '100px serif'
    return context.measureText('田').width
  })
  await page.close()
  return Math.abs(width - 100) < 1
}

/** The pages that a browser prints of a whole HTML document, its own header and footer unticked. */
export async function print(browser: Browser, html: string): Promise<PrintedPage[]> {
  const page = await browser.newPage()
  await page.setContent(html)
  const pdf = await page.pdf({ preferCSSPageSize: true })
  await page.close()
  return readPages(pdf)
}
