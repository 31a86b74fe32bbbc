/**
 * The words of a web page around a copied summary: 小编, 版权声明, 上一篇, addresses.
 *
 * 1. A whole line at the edge of the text is dropped (and listed).
 * 2. Anywhere else such words are a doubt: they may belong to the text.
 */
const phrases =
  /小编|版权声明|免责声明|本文来源|文章来源|来源于网络|未经.{0,6}转载|上一篇|下一篇|相关(?:文章|推荐|阅读)|推荐阅读|精心推荐|(?:优秀|总结)?范文.{0,12}(?:整理|分享|大家)|给大家(?:整理|收集|带来|分享)|欢迎(?:大家)?阅读|点击.{0,6}(?:下载|查看|关注)|(?:^|[^@\w])(?:https?:\/\/|www\.)\S+|(?<=[\w-])\.(?:com|cn|net|org)(?![\w@])/u

const mailAddress = /[\w.-]{1,64}@[\w.-]{1,64}/g

/** Where on the line a web page speaks, or -1. */
export function findResidue(text: string): number {
  const plain = text.includes('@') ? text.replace(mailAddress, found => ' '.repeat(found.length)) : text
  const match = phrases.exec(plain)
  return match ? match.index : -1
}

/** An address alone proves nothing on a long line at the edge: 网站 may be what the paragraph is about. */
export function isResidueLine(text: string): boolean {
  if (findResidue(text) === -1) return false
  return text.length <= 80 || /小编|范文|欢迎(?:大家)?阅读|版权声明|转载/u.test(text)
}
