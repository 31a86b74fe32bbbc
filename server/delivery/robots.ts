/**
 * Group robots as their makers document them: the request that says a letter, and what an answer means.
 *
 * 企业微信 (developer.work.weixin.qq.com/document/path/91770): POST to the address with its key, Markdown up to
 * 4096 bytes or text up to 2048, which alone can mention everybody; 20 messages a minute.
 * 钉钉 (open.dingtalk.com/document/robots/custom-robot-access): where 加签 is on, timestamp (ms) and
 * sign = base64(HMAC-SHA256(secret, timestamp + "\n" + secret)) join the address; where 自定义关键词 is on,
 * the message must hold the word; 20 messages a minute.
 * Both answer 200 with {errcode, errmsg}; 0 is success.
 */
import { createHmac } from 'node:crypto'
import { limits } from '../../shared/limits.ts'
import { fit, plain } from './fit.ts'
import type { Channel, Outgoing, Sent } from './letter.ts'
import type { Posted, Post } from './post.ts'

export function wecomPost(channel: Channel, letter: Outgoing): Post {
  const body = channel.mention_all === 1 ? mentioning(letter) : markdownOf(letter)
  return { url: channel.url, headers: {}, body: JSON.stringify(body) }
}

/** Only a text message can mention people. */
function mentioning(letter: Outgoing) {
  const lines = [letter.title, ...letter.text.split('\n')].map(plain)
  const content = withAddress(lines, letter.url ?? '', limits.wecomTextBytes, '\n')
  return { msgtype: 'text', text: { content, mentioned_list: ['@all'] } }
}

function markdownOf(letter: Outgoing) {
  const lines = [`**${plain(letter.title)}**`, ...letter.text.split('\n').map(plain)]
  const content = withAddress(lines, linkOf(letter), limits.wecomMarkdownBytes, '\n')
  return { msgtype: 'markdown', markdown: { content } }
}

export function dingtalkPost(channel: Channel, letter: Outgoing, now: number): Post {
  const lines = [`**${plain(letter.title)}**`, ...letter.text.split('\n').map(plain)]
  const said = [letter.title, letter.text].join('\n')
  if (channel.keyword !== '' && !said.includes(channel.keyword)) lines.push(plain(channel.keyword))
  if (channel.mention_all === 1) lines.push('@所有人')
  // In 钉钉's Markdown a single line feed joins two lines.
  const text = withAddress(lines, linkOf(letter), limits.dingtalkBytes, '\n\n')
  const body = {
    msgtype: 'markdown',
    markdown: { title: plain(letter.title), text },
    at: { isAtAll: channel.mention_all === 1 },
  }
  return { url: signed(channel, now), headers: {}, body: JSON.stringify(body) }
}

function signed({ url, secret }: Channel, now: number): string {
  if (secret === null) return url
  const address = new URL(url)
  address.searchParams.set('timestamp', String(now))
  address.searchParams.set('sign', dingtalkSign(secret, now))
  return address.href
}

function dingtalkSign(secret: string, timestamp: number): string {
  return createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64')
}

const linkOf = ({ url, openPage }: Outgoing) => (url === null ? '' : `[${openPage}](${url})`)

/** The way in is never what is cut off. */
function withAddress(lines: readonly string[], link: string, most: number, joint: string): string {
  if (link === '') return fit(lines, most, joint)
  return fit(lines, most - Buffer.byteLength(joint + link), joint) + joint + link
}

/** Codes that say "later": too many messages, a busy system. */
const later = new Set([-1, 45009, 45033, 130101, 130102])
/** Sent too often: both products are silent for minutes then. */
const pauseMs = 10 * 60 * 1000

export function robotAnswer({ text }: Extract<Posted, { ok: true }>): Sent {
  const answer = readAnswer(text)
  if (!answer) return { ok: false, error: 'the answer is no robot’s', final: true }
  if (answer.errcode === 0) return { ok: true }
  const error = `errcode ${answer.errcode}: ${answer.errmsg}`
  return later.has(answer.errcode)
    ? { ok: false, error, final: false, pauseMs }
    : { ok: false, error, final: true }
}

function readAnswer(text: string): { errcode: number; errmsg: string } | undefined {
  try {
    const answer: unknown = JSON.parse(text)
    if (typeof answer !== 'object' || answer === null || !('errcode' in answer)) return undefined
    const { errcode } = answer
    const errmsg = 'errmsg' in answer ? String(answer.errmsg).slice(0, 200) : ''
    return typeof errcode === 'number' ? { errcode, errmsg } : undefined
  } catch {
    return undefined
  }
}
