/**
 * `privacy` 个人信息: numbers of identity cards, telephones and bank cards, and the names of people whom a text for
 * publication must not name (低保户王某, 困境儿童张某).
 * Source: 个人信息保护法; 政府信息公开条例 第十五条. Numbers are proved by their check digits.
 * Silent: 12345 and other service numbers, masked numbers (138****1234), 某, document numbers.
 */
import { found, matchesIn, type Rule, spanOf } from '../rule.ts'

const identity = /(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])/gu
const mobile = /(?<![\dA-Za-z.-])1[3-9]\d{9}(?![\dA-Za-z])/gu
const card = /(?<![\dA-Za-z.-])(?:62|4|5)\d{14,18}(?![\dA-Za-z])/gu
const surnames =
  '赵钱孙李周吴郑王冯陈蒋沈韩杨朱秦许何吕张孔曹严魏陶姜谢邹潘葛范彭鲁韦马苗方俞任袁柳史唐薛雷贺倪汤罗郝邬傅康伍余顾孟黄萧尹姚邵汪毛戴宋庞熊纪舒项祝董梁杜阮季贾江童颜郭梅林钟徐邱骆夏蔡田胡凌霍柯卢莫房丁邓洪崔龚程邢裴陆翁段侯刘叶黎乔'
const vulnerable = new RegExp(
  `(?<=低保户|低保对象|五保户|特困人员|困境儿童|留守儿童|孤儿|残疾人|贫困学生|患者|未成年人|受害人)[${surnames}](?!某)[\\p{Script=Han}]{1,2}(?=[，。、；（(家一]|同学|的)`,
  'gu',
)

export const privacy: Rule = {
  name: 'privacy',
  ofSection: facts => [
    ...[...matchesIn(facts, identity)]
      .filter(({ match }) => isIdentity(match[0]))
      .map(({ line, match }) =>
        found('privacy', facts, line, spanOf(match), { severity: 'error', message: 'say_identity_number' }),
      ),
    ...[...matchesIn(facts, mobile)].map(({ line, match }) =>
      found('privacy', facts, line, spanOf(match), { severity: 'warning', message: 'say_telephone' }),
    ),
    ...[...matchesIn(facts, card)]
      .filter(({ match }) => isCard(match[0]) && !isIdentity(match[0]))
      .map(({ line, match }) =>
        found('privacy', facts, line, spanOf(match), { severity: 'error', message: 'say_card_number' }),
      ),
    ...[...matchesIn(facts, vulnerable)].map(({ line, match }) =>
      found('privacy', facts, line, spanOf(match), { severity: 'warning', message: 'say_vulnerable_name' }),
    ),
  ],
}

/** GB 11643-1999: ISO 7064 MOD 11-2. */
function isIdentity(number: string): boolean {
  if (number.length !== 18) return false
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, at) => total + weight * Number(number[at]), 0)
  return '10X98765432'[sum % 11] === number[17]?.toUpperCase()
}

/** ISO/IEC 7812-1, Luhn. */
function isCard(number: string): boolean {
  const sum = Array.from(number)
    .reverse()
    .reduce((total, digit, at) => {
      const value = Number(digit) * (at % 2 === 1 ? 2 : 1)
      return total + (value > 9 ? value - 9 : value)
    }, 0)
  return sum % 10 === 0
}
