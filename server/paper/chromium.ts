/**
 * A Chromium of this machine: the one that CHROMIUM_PATH names, or one at the places where systems put it.
 */
import { existsSync } from 'node:fs'

/** `off` as CHROMIUM_PATH: print no PDF, whatever there is. */
const off = 'off'

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/microsoft-edge',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/** The program file; undefined: there is none, or none is wanted. A named one that is missing throws a sentence. */
export function findChromium(named: string | undefined): string | undefined {
  if (named === off) return undefined
  if (named === undefined) return places.find(existsSync)
  if (!existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, which is not there.`)
  return named
}
