/** 乡镇年度工作总结及下一年打算: outline and guidance. */
import type { Outlined } from './built-in.ts'

export const townSections: readonly Outlined[] = [
  {
    heading: '',
    role: 'preamble',
    ceiling: 250,
    daysBefore: 3,
    guidance:
      '一段话：这一年按什么思路干、年初定了多少件事、完成了多少件，引出下文。不展开具体工作，不写口号。各部分收齐以后再写。',
  },
  {
    heading: '2026年主要工作',
    role: 'work',
    guidance: '这一级只放标题，内容写在下面各节。各节按对全镇的分量排序，不按科室排序。',
  },
  {
    level: 2,
    heading: '经济运行和项目建设',
    role: 'work',
    ceiling: 900,
    daysBefore: 10,
    guidance:
      '先写主要指标：今年数、比上年增减、完成年度任务的百分比，口径和截止时间写清楚。再写项目：开工、在建、竣工各几个，投资多少，带来什么变化。还没出数的先空着，注明谁在什么时候补。',
  },
  {
    level: 2,
    heading: '农业生产和乡村建设',
    role: 'work',
    ceiling: 900,
    daysBefore: 10,
    guidance:
      '面积、产量、收入三类数字要与统计报表一致。写清楚推广了什么、改善了什么、村民得到了什么。举一两个村的例子，村名用全称。',
  },
  {
    level: 2,
    heading: '生态环境和村镇管理',
    role: 'work',
    ceiling: 700,
    daysBefore: 10,
    guidance:
      '写整治了哪些地方、解决了多少个老问题、怎样防止反弹。“前后对比”比“开展活动”有说服力。接到的交办件写明总数和办结数。',
  },
  {
    level: 2,
    heading: '民生保障和社会事业',
    role: 'work',
    ceiling: 900,
    daysBefore: 10,
    guidance:
      '教育、卫生、养老、救助、就业分别写，每项至少一个数字。年初承诺的实事逐件对账：办成的写结果，没办成的写原因和下一步。不要出现困难群众的姓名和住址。',
  },
  {
    level: 2,
    heading: '安全稳定和基层治理',
    role: 'work',
    ceiling: 700,
    daysBefore: 10,
    guidance: '写排查、整改、调解的件数和办结率，写新办法怎么运转。涉及正在办理的案件不写细节。',
  },
  {
    level: 2,
    heading: '党的建设和队伍作风',
    role: 'work',
    ceiling: 600,
    daysBefore: 10,
    guidance: '写学了什么、改了什么、基层减了哪些负担。会议和活动次数可以少写，多写变化。',
  },
  {
    heading: '存在的主要问题',
    role: 'problems',
    floor: 300,
    ceiling: 700,
    daysBefore: 7,
    guidance:
      '三到五条，每条先说现象，再说原因。写具体的事，例如哪项指标没完成、哪类事项反复出现；不写“认识有待提高”一类放在哪里都行的话。问题要和下面的打算一一对应。',
  },
  {
    heading: '2027年工作打算',
    role: 'plan',
    guidance: '这一级只写一段总的思路和主要预期目标，具体安排写在下面各节。',
    ceiling: 300,
  },
  {
    level: 2,
    heading: '重点任务',
    role: 'plan',
    ceiling: 1000,
    daysBefore: 7,
    guidance: '每项任务写清四样：做什么、做到什么程度、谁来做、什么时候做完。没有把握的写“力争”。',
  },
  {
    level: 2,
    heading: '民生实事',
    role: 'plan',
    ceiling: 500,
    daysBefore: 7,
    guidance: '逐件列出，写明地点、规模和完成时间。资金还没有着落的先不列入。',
  },
  {
    level: 2,
    heading: '保障措施',
    role: 'plan',
    ceiling: 400,
    daysBefore: 7,
    guidance: '只写与往年不同的做法：怎么调度、怎么督办、怎么减负。与前面重复的删去。',
  },
]
