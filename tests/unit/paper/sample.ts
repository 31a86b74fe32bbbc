/** A whole report of our own, small, with every kind of block: what the golden files show. */
import type { ReportToAssemble } from '../../../shared/assemble/assemble.ts'
import type { ExportImages } from '../../../shared/assemble/images.ts'
import type { Text } from '../../../shared/schema/text.ts'
import { doc, h, image, ol, p, pageBreak, reportOf, runIn, section, table, ul, words } from './literals.ts'

export const sampleReport: ReportToAssemble = reportOf(
  [
    section('a1', null, 1, '导语', { numbered: false, role: 'preamble' }),
    section('b1', null, 1, '全年主要工作', { role: 'work' }),
    section('b2', 'b1', 2, '稳住田里的收成'),
    section('b3', 'b1', 2, '修好门前的路'),
    section('b4', 'b3', 3, '村道'),
    section('c1', null, 1, '存在的问题', { role: 'problems', ceiling: 60 }),
    section('d1', null, 1, '下一步打算', { role: 'plan' }),
    section('e1', null, 1, '结语', { numbered: false, role: 'closing' }),
  ],
  {
    title: '枫渡镇人民政府关于2026年工作情况和2027年工作打算的报告',
    matter: { addressee: '县人民政府', signature: '枫渡镇人民政府', date: '2026-12-05' },
    wordsCeiling: 3000,
  },
)

export const sampleTexts: ReadonlyMap<string, Text> = new Map([
  [
    'a1',
    doc(
      p('2026年，枫渡镇把年初排定的四十项任务拆到股室、拆到月份，按旬核对、按季晾晒。现将有关情况报告如下。'),
    ),
  ],
  ['b1', doc(p())],
  [
    'b2',
    doc(
      p('全镇播种水稻1.26万亩，比上年多260亩，早稻平均亩产418公斤。'),
      h(1, '烘干'),
      {
        type: 'paragraph',
        content: [
          words('十一台烘干机挪到离田最近的三处晒场，'),
          { type: 'text', text: '排队由两天缩到半天', marks: [{ type: 'bold' }] },
          words('。'),
          { type: 'text', text: '（详见附表）', marks: [{ type: 'italic' }, { type: 'underline' }] },
        ],
      },
      h(1, '水渠'),
      p('石桥渠修复四十米。'),
      table(['项目', '单位', '2026年'], ['早稻面积', '亩', '12600'], ['烘干机', '台', '11']),
      image('i000000000000001', { width: 60, alt: '三处晒场的烘干机', caption: '图1　三处晒场' }),
      image('i000000000000002', { alt: '没有存下的图', caption: '图2　石桥渠' }),
      pageBreak,
      p('以上附图由农技站拍摄。'),
    ),
  ],
  [
    'b3',
    doc(
      p('养护由各村自管改成镇里统一派工。'),
      ul('夜里报修有人接。', '路灯坏了有人修。'),
      ol(3, '先急后缓。', '先主后次。'),
    ),
  ],
  [
    'b4',
    doc(p(), runIn(1, '硬化。', '完成8.4公里。'), runIn(1, '护栏。', '安装2.1公里，拓宽会车点十七处。'), p()),
  ],
  [
    'c1',
    doc(
      p('一是项目前期工作做得不够细，两处晒场因为用地手续补得晚，开工推迟了七十多天。'),
      p('二是村级账务衔接不紧，三个村的季度报表出现过同一笔支出记在两个科目的情形。'),
    ),
  ],
  [
    'd1',
    doc(
      runIn(1, '早做准备。', '六个项目提前到本年十二月完成踏勘，<用地>、资金、图纸三张表一并核对。'),
      runIn(1, '补上短板。', '培训本地维修员'),
      h(2, '办班'),
      p('每期二十人，“先学后付”&免费住宿。'),
    ),
  ],
  ['e1', doc(p('新的一年，枫渡镇将把每一项任务写到纸上、落到人头。'))],
])

/** One pixel, red. The second image of the texts is missing. */
export const sampleImages: ExportImages = new Map([
  [
    'i000000000000001',
    {
      mediaType: 'image/png',
      bytes: Buffer.from(
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC',
        'base64',
      ),
      width: 1,
      height: 1,
    },
  ],
])
