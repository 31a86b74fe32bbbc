/** 专项行动总结: outline and guidance. */
import type { Outlined } from './built-in.ts'

export const campaignSections: readonly Outlined[] = [
  {
    heading: '',
    role: 'preamble',
    ceiling: 200,
    daysBefore: 1,
    guidance: '一段话：依据哪个方案、从什么时候到什么时候、由谁牵头、哪些单位参加、总的结果。',
  },
  {
    heading: '行动开展情况',
    role: 'work',
    guidance: '这一级只放标题。按部署、排查、整改三步写，各步的数字要能前后对上。',
  },
  {
    level: 2,
    heading: '动员部署',
    role: 'work',
    ceiling: 350,
    daysBefore: 3,
    guidance: '写分工和办法：成立了什么机制、分了几个组、怎样告知群众。不罗列会议名称。',
  },
  {
    level: 2,
    heading: '排查情况',
    role: 'work',
    ceiling: 500,
    daysBefore: 3,
    guidance:
      '写应查多少、实查多少、发现多少问题，按类别和区域分列；各类相加应等于总数。排查清单作为附件，不抄进正文。',
  },
  {
    level: 2,
    heading: '整改情况',
    role: 'work',
    ceiling: 600,
    daysBefore: 3,
    guidance:
      '写已整改、正在整改、难以立即整改的各多少，三者相加等于发现总数。重大问题逐项写：问题、措施、责任单位、时限、现状。',
  },
  {
    heading: '主要成效',
    role: 'results',
    ceiling: 500,
    daysBefore: 2,
    guidance: '用行动前后的同一口径数字对比。能说明变化的小例子写一两个，隐去当事人姓名。',
  },
  {
    heading: '经验做法',
    role: 'results',
    ceiling: 500,
    daysBefore: 2,
    guidance: '写以后还能用的办法：一句话概括，接着写怎么做、为什么管用。最多三条。',
  },
  {
    heading: '存在的问题',
    role: 'problems',
    floor: 150,
    ceiling: 400,
    daysBefore: 2,
    guidance: '写没有查到、没有改到位、容易反弹的地方和原因。',
  },
  {
    heading: '长效机制和下一步打算',
    role: 'plan',
    ceiling: 500,
    daysBefore: 2,
    guidance: '写哪些办法要固定下来、由谁负责、多久检查一次，遗留问题什么时候销号。',
  },
]
