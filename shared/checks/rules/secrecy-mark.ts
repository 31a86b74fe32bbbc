/**
 * `secrecy-mark` 密级标志: 秘密★ or 机密★ has no place in a system that is not for secrets; the text is stopped.
 * Source: 保守国家秘密法 and its rules (密级, ★, 保密期限); GB/T 9704-2012 7.2.2.
 * Silent: 机密 and 秘密 as words (商业秘密, 保守秘密, 机密文件管理).
 */
import { found, matchesIn, type Rule, spanOf } from '../rule.ts'

const mark =
  /(?:绝密|机密|秘密)\s?[★☆*＊]\s?(?:\d{1,2}年|长期)?|密级\s?[:：]\s?(?:绝密|机密|秘密)|^\s?(?:绝密|机密|秘密)(?:\s?(?:\d{1,2}年|长期))?\s?$/gu

export const secrecyMark: Rule = {
  name: 'secrecy-mark',
  ofSection: facts =>
    [...matchesIn(facts, mark)].map(({ line, match }) =>
      found('secrecy-mark', facts, line, spanOf(match), { severity: 'error', message: 'say_secrecy_mark' }),
    ),
}
