/**
 * 示例: the sample organisation and its half-written report. Town, people and figures are invented.
 *
 * 1. It is data only; the loader creates it through the same verbs as any report.
 * 2. Departments and people are named, not numbered: ids are given when it is loaded.
 */
import type { Role } from '../../shared/permissions.ts'
import { emptyMatter, type Matter, type SectionRole } from '../../shared/report.ts'
import type { Block } from '../../shared/schema/text.ts'
import { figuresOfVillages, paragraph, runIn, subheading } from './blocks.ts'

type SampleStep = 'none' | 'submitted' | 'returned' | 'accepted'

export type SampleSection = {
  readonly level: 1 | 2 | 3
  readonly heading: string
  readonly numbered: boolean
  readonly role: SectionRole | null
  /** Name of the lead department, and of those that join it. */
  readonly lead?: string
  readonly co?: readonly string[]
  readonly guidance?: string
  readonly floor?: number
  readonly ceiling?: number
  /** How far it has come; a return carries its reason. */
  readonly step?: SampleStep
  readonly reason?: string
  readonly blocks: readonly Block[]
}

export type SamplePerson = {
  readonly name: string
  readonly role: Role
  /** Name of their department, if any. */
  readonly department?: string
}

export type Sample = {
  readonly organisation: string
  readonly departments: readonly string[]
  readonly people: readonly SamplePerson[]
  readonly report: {
    readonly title: string
    readonly period: string
    readonly matter: Matter
    readonly wordsCeiling: number
    readonly sections: readonly SampleSection[]
  }
  /** Why a 协办 was not waited for. */
  readonly passedOver: string
}

const office = '党政综合办公室'
const farming = '农业农村办公室'
const building = '规划建设办公室'
const social = '社会事务办公室'

export const sample: Sample = {
  organisation: '澄溪镇人民政府',
  departments: [office, farming, building, social],
  people: [
    { name: '顾予宁', role: 'coordinator', department: office },
    { name: '罗麦生', role: 'author', department: farming },
    { name: '程砚舟', role: 'author', department: building },
    { name: '沈知夏', role: 'author', department: social },
    { name: '韦同光', role: 'reviewer' },
  ],
  passedOver: '协办内容已在主办部门的文字中写明。',
  report: {
    title: '澄溪镇2026年工作总结和2027年工作打算',
    period: '2026年度',
    matter: { ...emptyMatter, signature: '澄溪镇人民政府' },
    wordsCeiling: 6000,
    sections: [
      {
        level: 1,
        heading: '',
        numbered: false,
        role: 'preamble',
        lead: office,
        ceiling: 200,
        step: 'accepted',
        blocks: [
          paragraph(
            '2026年，澄溪镇围绕“守好一溪水、办好一镇事”的思路，把年初确定的三十六项任务逐项分到办公室、排到月份，每月对账、每季讲评。截至11月底，三十六项任务完成三十一项，正在收尾五项。现将全年工作总结如下。',
          ),
        ],
      },
      { level: 1, heading: '2026年主要工作', numbered: true, role: 'work', blocks: [paragraph('')] },
      {
        level: 2,
        heading: '守住粮田，农业生产稳中有进',
        numbered: true,
        role: 'work',
        lead: farming,
        ceiling: 700,
        step: 'accepted',
        guidance: '写清面积、产量、与上年比较；茶叶和溪鱼各一段，不超过700字。',
        blocks: [
          runIn(
            '粮食面积不减。',
            '全镇播种粮食9860亩，比上年增加210亩，其中早稻3920亩、晚稻4380亩、旱粮1560亩。春耕时节，六台育秧流水线集中供秧，两个村的农户第一次不用自己做秧田。',
          ),
          runIn(
            '茶园提质见效。',
            '改造老茶园640亩，新增采摘步道3.8公里。头茬茶由三家合作社统一收购，每斤比分散出售多得6元，带动季节用工一千三百多人次。',
          ),
          paragraph('各村粮食生产情况见下表。'),
          figuresOfVillages,
        ],
      },
      {
        level: 2,
        heading: '盘活资产，村级集体经济有新增长',
        numbered: true,
        role: 'work',
        lead: farming,
        co: [office],
        ceiling: 600,
        step: 'submitted',
        guidance: '八个村的经营性收入都要有数，来源分三类写。',
        blocks: [
          paragraph(
            '全镇八个村经营性收入合计386万元，比上年增加52万元，八个村全部超过30万元。收入主要来自三个方面：闲置房屋出租148万元，茶叶加工分成121万元，溪边露营地和停车场经营117万元。',
          ),
          paragraph(
            '镇里成立村级资产联合管理小组，把四十七处闲置房屋、晒场和仓库逐一登记上图，能租的公开挂牌，不能租的说明原因。全年签订租赁合同二十三份，没有发生一起合同纠纷。',
          ),
        ],
      },
      {
        level: 2,
        heading: '补齐短板，镇村面貌持续改善',
        numbered: true,
        role: 'work',
        lead: building,
        ceiling: 800,
        guidance: '道路、供水、污水、危房各写一段，项目写完成率。',
        blocks: [
          subheading('修好溪边的路'),
          paragraph(
            '完成上澄至桐坞段路面加宽5.2公里，新设会车点九处、波形护栏2.6公里。施工期间半幅通行，学生接送车辆由镇里统一调度，没有一天停运。',
          ),
          subheading('管好溪里的水'),
          paragraph(
            '新建日处理120吨的污水处理站两座，接入农户418户，接户率由61%提高到83%。沿溪设置排口标识牌五十六块，谁家的水、从哪里来、由谁管，牌子上一看就明白。',
          ),
          paragraph('危房改造'),
        ],
      },
      {
        level: 2,
        heading: '用心用情，民生保障更加扎实',
        numbered: true,
        role: 'work',
        lead: social,
        ceiling: 700,
        step: 'returned',
        reason: '助餐人次与第三季度报表不一致，请核对后再报；低保一段请补上与上年的比较。',
        guidance: '低保、养老、就业三块，数据以11月底为准。',
        blocks: [
          paragraph(
            '新建村级助餐点三处，总数达到七处，平均每天为二百六十位老人供应午餐，行动不便的由志愿者送到家。全年助餐六万八千余人次，老人自付部分保持在每餐5元。',
          ),
          paragraph(
            '举办茶艺、家政、电工培训十一期，参加四百二十人，取得证书三百零五人，实现就业二百七十一人。',
          ),
        ],
      },
      {
        level: 2,
        heading: '办好实事，教育卫生文化协调发展',
        numbered: true,
        role: 'work',
        lead: social,
        ceiling: 700,
        guidance: '学校、卫生院、文化站各一段。',
        blocks: [
          paragraph(
            '镇中心小学新教学楼9月投入使用，新增学位二百七十个。卫生院与县医院结成对口帮扶，每周三有专科医生坐诊，全年接诊八百一十九人次。',
          ),
        ],
      },
      {
        level: 2,
        heading: '抓在平时，基层治理平稳有序',
        numbered: true,
        role: 'work',
        lead: office,
        co: [building],
        ceiling: 700,
        blocks: [
          paragraph(
            '一是把隐患排在前面。全年开展安全检查四十八次，发现隐患二百一十三处，整改二百零九处，其余四处已落实临时措施。二是把矛盾解在村里。八个村的调解室受理纠纷一百六十二件，调解成功一百五十七件。三是把防汛做在雨前。汛期转移群众三次、四百九十六人，没有人员伤亡。',
          ),
        ],
      },
      {
        level: 2,
        heading: '转变作风，自身建设得到加强',
        numbered: true,
        role: 'work',
        lead: office,
        ceiling: 500,
        blocks: [paragraph('')],
      },
      {
        level: 1,
        heading: '存在的问题',
        numbered: true,
        role: 'problems',
        lead: office,
        co: [farming, building, social],
        floor: 300,
        ceiling: 700,
        guidance: '各办公室各写一条，写具体，不写套话。',
        blocks: [
          paragraph(
            '一年来，全镇工作取得了一些进展，但对照年初目标和群众期待，还有不少差距：一是茶叶加工仍以初制为主，自有品牌少，价格受外地市场左右。二是两座污水处理站建成后，运维力量不足，夜间故障响应偏慢。',
          ),
        ],
      },
      { level: 1, heading: '2027年工作打算', numbered: true, role: 'plan', blocks: [paragraph('')] },
      {
        level: 2,
        heading: '做精一片茶',
        numbered: true,
        role: 'plan',
        lead: farming,
        ceiling: 400,
        blocks: [
          paragraph(
            '再改造老茶园500亩，建成精制加工车间一座，力争全镇茶叶产值突破4200万元。办好第三届开茶节，把茶园步道、民宿和露营地连成一条线。',
          ),
        ],
      },
      {
        level: 2,
        heading: '护好一溪水',
        numbered: true,
        role: 'plan',
        lead: building,
        ceiling: 400,
        blocks: [paragraph('')],
      },
      {
        level: 2,
        heading: '守好一镇人',
        numbered: true,
        role: 'plan',
        lead: social,
        ceiling: 400,
        blocks: [paragraph('')],
      },
      {
        level: 2,
        heading: '带好一支队伍',
        numbered: true,
        role: 'plan',
        lead: office,
        ceiling: 400,
        blocks: [
          paragraph(
            '健全周调度、月对账、季讲评制度，把每一项任务落到人、定到天，做到事事有着落、件件有回音。',
          ),
        ],
      },
      {
        level: 1,
        heading: '',
        numbered: false,
        role: 'closing',
        lead: office,
        ceiling: 150,
        blocks: [paragraph('新的一年，澄溪镇将一件事情接着一件事情办，让溪水更清、日子更好。')],
      },
    ],
  },
}
