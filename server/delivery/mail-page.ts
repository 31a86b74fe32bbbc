/**
 * A letter as an e-mail: text, and HTML that needs nothing from anywhere (no image, no style sheet, no script),
 * in the person's language.
 */
import type { Language } from '../../shared/i18n/dictionaries.ts'
import { fill } from '../../shared/i18n/fill.ts'
import type { Dictionary } from '../../shared/i18n/zh.ts'

export type Page = {
  readonly title: string
  /** Lines. */
  readonly text: string
  /** Whole address behind the button. */
  readonly url: string | null
  readonly button: string
  readonly language: Language
  readonly words: Dictionary
  readonly organisation: string
  /** Where one can turn e-mails off; null: this one was asked for. */
  readonly settings: string | null
}

export function mailText({ title, text, url, button, words, organisation, settings }: Page): string {
  const { channels } = words
  return [
    title,
    '',
    text,
    ...(url === null ? [] : ['', `${button}: ${url}`]),
    '',
    '--',
    fill(channels.mailFrom, { organisation }),
    ...(settings === null ? [] : [`${channels.mailOff} ${settings}`]),
    '',
  ].join('\n')
}

const ink = '#1f2328'
const muted = '#5c6470'
const line = '#dfe2e7'
const accent = '#1f6675'
const font = "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',Arial,sans-serif"

export function mailHtml({
  title,
  text,
  url,
  button,
  language,
  words,
  organisation,
  settings,
}: Page): string {
  const { channels } = words
  const paragraphs = text
    .split('\n')
    .map(row => `<p style="margin:0 0 10px">${escape(row) || '&nbsp;'}</p>`)
    .join('\n')
  const action =
    url === null
      ? ''
      : `<p style="margin:22px 0 6px"><a href="${escape(url)}" style="display:inline-block;padding:10px 22px;border-radius:6px;background:${accent};color:#ffffff;text-decoration:none">${escape(button)}</a></p>
<p style="margin:0;color:${muted};font-size:12px;word-break:break-all">${escape(url)}</p>`
  const off =
    settings === null
      ? ''
      : `<br>${escape(channels.mailOff)} <a href="${escape(settings)}" style="color:${muted}">${escape(settings)}</a>`
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title></head>
<body style="margin:0;padding:24px 12px;background:#f4f5f7">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" style="max-width:600px;width:100%;border:1px solid ${line};border-radius:10px;background:#ffffff"><tr><td style="padding:28px 30px;color:${ink};font:15px/1.7 ${font}">
<h1 style="margin:0 0 16px;font-size:18px;line-height:1.5">${escape(title)}</h1>
${paragraphs}
${action}
<p style="margin:26px 0 0;padding-top:14px;border-top:1px solid ${line};color:${muted};font-size:12px;line-height:1.6">${escape(fill(channels.mailFrom, { organisation }))}${off}</p>
</td></tr></table>
</td></tr></table>
</body>
</html>
`
}

const escape = (text: string) =>
  text
    .toWellFormed()
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
