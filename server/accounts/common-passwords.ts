/**
 * Words that lists of leaked passwords begin with, in lower case, without digits and marks before and behind
 * (rule 3 of password-rules.ts takes these off), and whole passwords that are digits and letters mixed.
 */
export const commonPasswords: ReadonlySet<string> = new Set(
  `
  password passwd passwort passcode pass pwd secret geheim mima wodemima changeme changeit default
  admin administrator root superuser sysadmin system manager master user guest test tester testing demo
  welcome hello helloworld letmein login signin access open opensesame trustno whatever nothing
  qwerty qwertyui qwertyuiop qwert asdf asdfgh asdfghjkl zxcv zxcvbn zxcvbnm qazwsx qazwsxedc azerty
  iloveyou iloveu loveyou lovely forever princess sunshine dragon monkey football baseball soccer
  superman batman spiderman starwars pokemon naruto michael jordan charlie thomas jessica ashley
  shadow killer hunter ranger cookie chocolate banana orange cheese flower summer winter spring autumn
  computer internet google windows microsoft android samsung iphone huawei xiaomi tencent alibaba baidu
  woaini woainima woaiwojia aini tamade caonima wangyut zhangwei wangwei wangfang liwei lina zhangmin
  wangjing liuyang zhangjie xiaoming xiaohong zhongguo beijing shanghai guangzhou shenzhen tianjin
  zhengfu jiguan danwei bangong bangongshi keshi gongzuo zongjie xinxi tonggao dangzheng xiangzhen
  abc abcd abcde abcdef abcdefg abcdefgh aaa aaaa asd qwe qaz wsx zxc xyz aa bb dd q w a
  a1b2c3d4 a1b2c3d4e5 1a2b3c4d 1q2w3e4r 1q2w3e4r5t 1q2w3e 1qaz2wsx 1qaz2wsx3edc q1w2e3r4 q1w2e3r4t5
  zaq12wsx zaq1xsw2 abc12345 abcd1234 a1234567 p@ssw0rd p@ssword passw0rd pa55word adm1n iloveyou1314
  11223344 12341234 13145200 52013145 52013140 66668888 88886666 147258369 123698745 789456123
  woaini1314 woaini520 woaini521 qq123456 wang1234 li123456 zhang123 asd12345 qwe12345
  `
    .trim()
    .split(/\s+/),
)
