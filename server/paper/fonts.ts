/**
 * The faces that stand in where a machine lacks those of official documents (all OFL, all from npm):
 * Noto Serif SC for 仿宋, 小标宋 and 宋体, Noto Sans SC for 黑体, LXGW WenKai 霞鹜文楷 for 楷体. They come as slices by
 * unicode-range, so that a page loads the few that it needs; paper.css names the proper faces first.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

const fontPackages = {
  'noto-serif-sc': '@fontsource/noto-serif-sc/400.css',
  'noto-sans-sc': '@fontsource/noto-sans-sc/400.css',
  'lxgw-wenkai': 'lxgw-wenkai-webfont/lxgwwenkai-regular.css',
} as const

const { resolve } = createRequire(import.meta.url)

/** Where the slices of a package lie on this machine. */
export function fontFolder(name: keyof typeof fontPackages): string {
  return join(dirname(resolve(fontPackages[name])), 'files')
}

/** The faces as CSS whose files are reached at `addressOf(package)`, no slash at its end. */
export function fontStyles(addressOf: (name: keyof typeof fontPackages) => string): string {
  const sheets = fontNames.map(name =>
    readFileSync(resolve(fontPackages[name]), 'utf8')
      // Every browser that we serve reads woff2.
      .replace(/, url\([^)]*\.woff\) format\('woff'\)/gu, '')
      .replace(/url\(['"]?\.\/files\/([\w.[\]-]+)['"]?\)/gu, `url("${addressOf(name)}/$1")`),
  )
  return sheets.join('\n')
}

/** The same for a page that is opened from this machine's disk. */
export const fontsOnDisk = () => fontStyles(name => pathToFileURL(fontFolder(name)).href)

export const fontNames = ['noto-serif-sc', 'noto-sans-sc', 'lxgw-wenkai'] as const
