/** 部门年度总结: outline and guidance. */
import type { Outlined } from './built-in.ts'

export const bureauSections: readonly Outlined[] = [
  {
    heading: '',
    role: 'preamble',
    ceiling: 200,
    daysBefore: 2,
    guidance: '一段话概括全年：承担了哪些任务，总体完成得怎样。不罗列会议和文件。',
  },
  {
    heading: '年度任务完成情况',
    role: 'work',
    ceiling: 800,
    daysBefore: 7,
    guidance:
      '对照年初的工作要点逐条对账：目标、实际完成、完成率。超额的说明原因，没完成的说明差多少、卡在哪里。数字由承办科室提供，财务数字以决算口径为准。',
  },
  {
    heading: '主要工作和成效',
    role: 'results',
    guidance: '这一级只放标题。下面每节写一个方面，三到五节为宜。',
  },
  {
    level: 2,
    heading: '重点业务工作',
    role: 'work',
    ceiling: 900,
    daysBefore: 7,
    guidance: '每个科室选最能说明问题的两三件事写：为什么做、怎么做、结果怎样。日常工作用一两句数字带过。',
  },
  {
    level: 2,
    heading: '改革创新和特色做法',
    role: 'results',
    floor: 300,
    ceiling: 700,
    daysBefore: 7,
    guidance: '写今年第一次做、别处可以学的做法。写清起因、步骤和效果，获得肯定的写明是谁、以什么形式。',
  },
  {
    level: 2,
    heading: '服务群众和企业',
    role: 'work',
    ceiling: 600,
    daysBefore: 7,
    guidance: '写办理量、时限、满意情况的变化，写减掉了哪些环节和材料。可以举一个办事人的例子，隐去姓名。',
  },
  {
    level: 2,
    heading: '自身建设',
    role: 'work',
    ceiling: 500,
    daysBefore: 7,
    guidance: '学习、作风、廉政、法治、安全保密各写一两句，写实际变化，不写“高度重视”。',
  },
  {
    heading: '存在的问题和不足',
    role: 'problems',
    floor: 200,
    ceiling: 500,
    daysBefore: 5,
    guidance: '两到四条。说清是指标、能力、机制还是协调上的问题，原因落到自己身上，不写成对别的部门的意见。',
  },
  {
    heading: '下一年工作思路',
    role: 'plan',
    ceiling: 900,
    daysBefore: 5,
    guidance:
      '先写一句总的思路和主要目标值，再按轻重分条写。每条写明牵头科室和完成时间，与“存在的问题”对应得上。',
  },
  {
    heading: '需要上级协调解决的事项',
    role: 'requests',
    ceiling: 300,
    daysBefore: 5,
    guidance: '没有就把本节删去。总结作为“报告”报送时不得夹带请示事项，应另行行文；只在内部总结里可以写。',
  },
]
