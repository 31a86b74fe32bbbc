/** 学年工作总结: outline and guidance. */
import type { Outlined } from './built-in.ts'

export const schoolSections: readonly Outlined[] = [
  {
    heading: '',
    role: 'preamble',
    ceiling: 200,
    daysBefore: 2,
    guidance: '一段话：学校规模（班级、学生、教职工人数，写明统计日期）、本学年的工作主线和总体情况。',
  },
  {
    heading: '学年主要工作',
    role: 'work',
    guidance: '这一级只放标题，各处室和年级组分别写下面各节。',
  },
  {
    level: 2,
    heading: '德育和学生发展',
    role: 'work',
    ceiling: 800,
    daysBefore: 7,
    guidance:
      '写养成教育、班级管理、心理健康、家校联系怎么做的，学生有什么变化。活动选有代表性的写，不按日期记流水账。不写未成年学生的姓名和家庭情况。',
  },
  {
    level: 2,
    heading: '教学和课程',
    role: 'work',
    ceiling: 1000,
    daysBefore: 7,
    guidance:
      '写课程开设、课堂改进、作业管理、质量监测。成绩只写整体变化和与上学年的比较，不按分数给学生、班级排名。各学科的数据由教务处统一核对。',
  },
  {
    level: 2,
    heading: '教师队伍',
    role: 'work',
    ceiling: 700,
    daysBefore: 7,
    guidance: '写培训、教研、青年教师培养、师德建设的做法和人次，外出和校内分开统计。获奖写明级别和项目。',
  },
  {
    level: 2,
    heading: '体育、艺术和劳动',
    role: 'work',
    ceiling: 600,
    daysBefore: 7,
    guidance: '写开足课时的情况、体质监测的变化、社团和实践基地。集体成绩写全称和时间。',
  },
  {
    level: 2,
    heading: '安全和后勤',
    role: 'work',
    ceiling: 600,
    daysBefore: 7,
    guidance:
      '写演练次数、隐患排查和整改、食堂和校车管理、校舍维修。资金数字由总务处提供，与账目一致，注明截止日期。',
  },
  {
    heading: '取得的成绩和经验',
    role: 'results',
    ceiling: 600,
    daysBefore: 5,
    guidance: '选三到五项能说明问题的结果，每项后面用一两句说明为什么能做成。奖项合并写，不要整页罗列。',
  },
  {
    heading: '困难和不足',
    role: 'problems',
    floor: 200,
    ceiling: 500,
    daysBefore: 5,
    guidance: '写教学质量、队伍结构、办学条件上的实际困难，区分学校自己能改的和需要支持的。',
  },
  {
    heading: '下学年工作打算',
    role: 'plan',
    ceiling: 800,
    daysBefore: 5,
    guidance: '按处室分条写，每条写明目标、责任处室和时间（开学前、期中、期末）。与上面的不足对应。',
  },
]
