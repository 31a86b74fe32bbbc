/** One hand at Chromium's own keyboard: its events are trusted, and come at their time whatever the page does. */
import type { CDPSession } from '@playwright/test'

/** Letters with a space now and then and a new line seldom, as text has them. */
const letters = 'de shi cun li an xun he dui '
const keysPerLine = 80

type Key = {
  readonly key: string
  readonly code: string
  readonly windowsVirtualKeyCode: number
  readonly text?: string
}

const enter: Key = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' }
const backspace: Key = { key: 'Backspace', code: 'Backspace', windowsVirtualKeyCode: 8 }

/** Types so many keys, one after `pauseMs`; resolves when the page has taken the last. */
export async function typeKeys(line: CDPSession, keys: number, pauseMs: number): Promise<void> {
  await press(line, keys, pauseMs, at => (at % keysPerLine === keysPerLine - 1 ? enter : letter(at)))
}

/** Types lines and takes them back, until the time is over. */
export async function typeToAndFro(line: CDPSession, ms: number, pauseMs: number): Promise<void> {
  const run = 100
  const keyAt = (at: number) => (Math.floor(at / run) % 2 === 1 ? backspace : letter(at))
  await press(line, Math.floor(ms / pauseMs), pauseMs, keyAt)
}

async function press(
  line: CDPSession,
  keys: number,
  pauseMs: number,
  keyAt: (at: number) => Key,
): Promise<void> {
  const start = performance.now()
  let last: Promise<unknown> = Promise.resolve()
  for (let at = 0; at < keys; at += 1) {
    const wait = start + at * pauseMs - performance.now()
    if (wait > 0) await new Promise(resolve => setTimeout(resolve, wait))
    // Not waited for: a slow page must not slow the hand.
    const key = keyAt(at)
    void line.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key })
    const { text: _text, ...up } = key
    last = line.send('Input.dispatchKeyEvent', { type: 'keyUp', ...up })
  }
  await last
}

function letter(at: number): Key {
  const character = letters[at % letters.length] ?? ' '
  if (character === ' ') return { key: ' ', code: 'Space', windowsVirtualKeyCode: 32, text: ' ' }
  const upper = character.toUpperCase()
  return {
    key: character,
    code: `Key${upper}`,
    windowsVirtualKeyCode: upper.codePointAt(0) ?? 0,
    text: character,
  }
}
