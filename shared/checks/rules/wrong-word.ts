/**
 * `wrong-word` 错别字: words that are mostly slips, each with the word that is meant.
 * Source: DOMAIN §3 #19; 现代汉语词典 (7th ed.) for the forms, 第一批异形词整理表 where two were in use.
 * Silent: the same characters where they are right: 截止日期, 蚊帐, 成群结队, 份量 of food, 按装 inside 按装配.
 */
import { found, matchesIn, type Rule, spanOf, suggested } from '../rule.ts'

type Slip = { readonly wrong: RegExp; readonly right: string }

const word = (wrong: string, right: string): Slip => ({ wrong: new RegExp(wrong, 'gu'), right })

const slips: readonly Slip[] = [
  // 截止 ends something; up to a moment is 截至.
  word(
    '截止(?=到?(?:目前|现在|今|\\d|20|[xX]{2}|[一二三四五六七八九十]|上|本月|年底|月底|发稿|当前))(?!\\d{1,2}[点时])',
    '截至',
  ),
  {
    wrong:
      /(?<![蚊营纱床军罗幔])帐(?=[目户本单款簿务号面册，。；、”）]|$)|(?<=[明细记入算查台经济流水总分报转建做结进对旧])帐(?![篷子幕房])/gu,
    right: '账',
  },
  word('结队(?=帮扶|共建|帮困|帮学|认亲|服务|的)(?<!成群结队)', '结对'),
  word('布署', '部署'),
  word('座落', '坐落'),
  word('渡假', '度假'),
  word('按装(?!配)', '安装'),
  word('复盖', '覆盖'),
  word('松驰', '松弛'),
  word('贯切', '贯彻'),
  word('签定', '签订'),
  word('既使', '即使'),
  word('另人(?=满意|振奋|鼓舞|担忧|欣慰)', '令人'),
  word('做为(?=[一维我全本各推服保促今衡考评重主骨先])', '作为'),
  word('倍受(?=关注|好评|欢迎|青睐|赞誉|瞩目|鼓舞)', '备受'),
  word('一如继往', '一如既往'),
  word('再接再励', '再接再厉'),
  word('迫不急待', '迫不及待'),
  word('提纲契领|提纲携领', '提纲挈领'),
  word('竞竞业业', '兢兢业业'),
  word('责无旁代', '责无旁贷'),
  word('不径而走', '不胫而走'),
  word('按步就班', '按部就班'),
  word('融汇贯通', '融会贯通'),
  word('鼎立相助', '鼎力相助'),
  word('震憾', '震撼'),
  word('脉博', '脉搏'),
  word('泻密|泄蜜', '泄密'),
  word('穿流不息', '川流不息'),
  word('走头无路', '走投无路'),
  word('甘败下风', '甘拜下风'),
  word('默守成规', '墨守成规'),
  word('谈笑风声', '谈笑风生'),
  word('水泄不漏', '水泄不通'),
  word('防患未燃', '防患未然'),
  word('事半工倍', '事半功倍'),
  word('众志成诚', '众志成城'),
  word('振奋人欣', '振奋人心'),
  word('因地治宜|因地置宜', '因地制宜'),
  word('因材施救', '因材施教'),
  word('校本革命', '校本教研'),
  word('必需要', '必须要'),
  word('凑和', '凑合'),
  word('名符其实', '名副其实'),
  word('仗义直言', '仗义执言'),
  word('相辅相承', '相辅相成'),
  word('一愁莫展', '一筹莫展'),
  word('精减(?=人员|机构|会议|文件|程序|环节)', '精简'),
  word('联接(?=城|乡|道路|群众)', '连接'),
  word('幅射', '辐射'),
  word('针贬', '针砭'),
  word('惮精竭虑', '殚精竭虑'),
  word('老俩口', '老两口'),
  word('帮肋', '帮助'),
  word('己经(?=[\\p{Script=Han}])', '已经'),
]

export const wrongWord: Rule = {
  name: 'wrong-word',
  ofSection: facts =>
    slips.flatMap(({ wrong, right }) =>
      [...matchesIn(facts, wrong)].map(({ line, match }) => {
        const span = spanOf(match)
        return found('wrong-word', facts, line, span, {
          severity: 'warning',
          message: 'say_wrong_word',
          values: { wrong: match[0], right },
          fix: suggested({ ...span, text: right }),
        })
      }),
    ),
}
