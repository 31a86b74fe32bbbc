/**
 * Paragraphs that are the same, or nearly: what two departments copied from each other, or from last year.
 *
 * Alike are paragraphs whose grams overlap to half (Jaccard), or of which the shorter one stands to seven
 * tenths in the longer. Paragraphs that follow one form for different subjects (东河镇: …, 西河镇: …) are not.
 */
import type { Facts } from './facts.ts'
import type { Paragraph } from './grams.ts'

export type Duplicate = {
  readonly earlier: Paragraph
  readonly later: Paragraph
  /** Numbers that differ at the same place of both: [earlier, later]. */
  readonly differing: readonly (readonly [string, string])[]
  readonly isExact: boolean
}

const jaccardLeast = 0.5
const containmentLeast = 0.7

/** Pairs of paragraphs of two sections, or within one. */
export function findDuplicates(a: Facts, b: Facts): Duplicate[] {
  const found: Duplicate[] = []
  const places = a.probes()
  for (const [at, later] of b.paragraphs().entries()) {
    const shared = new Map<number, number>()
    for (const probe of later.probes)
      for (const place of places.get(probe) ?? [])
        if (a !== b || place < at) shared.set(place, (shared.get(place) ?? 0) + 1)
    for (const [place, count] of shared) {
      const earlier = a.paragraphs()[place]
      // A third of the probes is less than any likeness that counts.
      if (!earlier || count * 3 < Math.min(earlier.probes.length, later.probes.length)) continue
      const duplicate = compare(earlier, later)
      if (duplicate) found.push(duplicate)
    }
  }
  return found
}

function compare(earlier: Paragraph, later: Paragraph): Duplicate | undefined {
  const [small, large] = earlier.grams.size <= later.grams.size ? [earlier, later] : [later, earlier]
  let shared = 0
  for (const gram of small.grams) if (large.grams.has(gram)) shared += 1
  const jaccard = shared / (small.grams.size + large.grams.size - shared)
  if (jaccard < jaccardLeast && shared / small.grams.size < containmentLeast) return undefined
  if (isOneFormForTwo(earlier.masked, later.masked)) return undefined
  const differing: (readonly [string, string])[] = []
  for (const [around, value] of later.figures) {
    const before = earlier.figures.get(around)
    if (before !== undefined && before !== value) differing.push([before, value])
  }
  return { earlier, later, differing, isExact: earlier.masked === later.masked && differing.length === 0 }
}

const subjectWidth = 20
const subject =
  /(?<name>\p{Script=Han}{1,6}?(?:街道|社区|[县区镇乡村组]|小学|中学|学校|幼儿园|医院|公司|中心|支队|大队|[局科室所站队]|同志|项目|合作社|基地|水库|工程))/u
const ownWords = /^(?:[我本全该各]|我们|今年|同时|目前|年来)/u

/** The same form filled in for somebody else: what each opens with is another name, and behind it both go on alike. */
function isOneFormForTwo(a: string, b: string): boolean {
  const head = (text: string) => text.slice(0, subjectWidth).replace(/^[#一二三四五六七八九十]+是?/u, '')
  const [left, right] = [subject.exec(head(a)), subject.exec(head(b))]
  const [one, other] = [left?.groups?.name ?? '', right?.groups?.name ?? '']
  if (!left || !right || one === other || ownWords.test(one) || ownWords.test(other)) return false
  if (head(a).slice(0, left.index) !== head(b).slice(0, right.index)) return false
  const behind = (text: string, name: string) => text.slice(text.indexOf(name) + name.length).slice(0, 6)
  return behind(a, one) === behind(b, other)
}
