/**
 * Which numbered lines of a chunk become sections, which headings inside a text, which stay paragraphs.
 *
 * 1. Numbered lines form a tree by the shape of their numbers; siblings are judged together.
 * 2. 一、 opens a section, run-in or not. Deeper siblings that all run in stay spans in their parent's text;
 *    if any stands on its own line, all become sections.
 * 3. Siblings that are mostly paragraphs keep their numbers as text.
 * 4. Below the outline's last level a heading is a heading inside the text.
 */
import type { Chunk } from './chunks.ts'
import { type Form, formOf } from './form.ts'
import type { Item } from './items.ts'
import { guessRole } from './roles.ts'

/** What becomes of one line. `level` is absolute: of the section, or of the heading as printed. */
export type Fate =
  | { readonly as: 'section'; readonly level: number; readonly form: Form; readonly guessed: boolean }
  | { readonly as: 'heading'; readonly level: number; readonly form: Form }
  | { readonly as: 'span'; readonly level: number; readonly headEnd: number; readonly guessed: boolean }
  | { readonly as: 'paragraph' }

type Node = {
  readonly item: Item
  readonly form: Form
  readonly children: Node[]
  /** Text or deeper numbers follow before the next sibling. */
  readonly hasBody: boolean
}

type Parent = { readonly level: number; readonly isSection: boolean }

/** The fate of every numbered line and every unnumbered heading of a chunk. */
export function judgeChunk(chunk: Chunk, maxLevel: number): Map<Item, Fate> {
  const fates = new Map<Item, Fate>()
  const roots = growTree(chunk)
  const levels = headingLevels(roots)
  const context = {
    fates,
    levels,
    depth: chunk.depth,
    kind: chunk.kind,
    maxLevel,
    isTemplate: isTemplate(roots),
  }
  judgeSiblings(roots, { level: chunk.depth, isSection: chunk.depth <= maxLevel }, context)
  return fates
}

type Context = {
  readonly fates: Map<Item, Fate>
  /** Shapes of number that serve as headings here, shallowest first. */
  readonly levels: readonly number[]
  readonly depth: number
  readonly kind: Chunk['kind']
  readonly maxLevel: number
  /** An outline without texts: every heading is a section to be filled. */
  readonly isTemplate: boolean
}

const ownForm: Form = { kind: 'own', stop: 0 }

function growTree(chunk: Chunk): Node[] {
  const roots: Node[] = []
  const path: { level: number; node: Node }[] = []
  const top = chunk.items.reduce(
    (least, { kind, level }) => (kind === 'number' ? Math.min(least, level) : least),
    9,
  )
  const numberless = top === 9
  for (const [at, item] of chunk.items.entries()) {
    if (item.kind !== 'number' && item.kind !== 'heading') continue
    // An unnumbered heading that names a usual part (下一步打算) stands beside the top headings.
    if (item.kind === 'heading' && !item.outlined && !numberless && !standsAtTop(item)) continue
    const level = item.level > 0 ? item.level : numberless ? 1 : top
    while ((path.at(-1)?.level ?? 0) >= level) path.pop()
    const next = chunk.items[at + 1]
    const hasBody =
      next !== undefined && (next.kind === 'plain' || (next.kind === 'number' && next.level > level))
    const form = item.kind === 'number' ? numberedForm(item) : headingForm(item)
    const node: Node = { item, form, children: [], hasBody }
    const siblings = path.at(-1)?.node.children ?? roots
    siblings.push(node)
    path.push({ level, node })
  }
  return roots
}

/** As its source sets it, where it says so; else as its words look. */
function numberedForm({ line, numberLength, level, outlined, opening }: Item): Form {
  const rest = line.text.slice(numberLength)
  if (opening > numberLength && opening < line.text.length) {
    const end = opening - numberLength
    // A mark that closes the opening belongs to it, however it is set.
    const headEnd = /[。：:]/u.test(rest[end - 1] ?? '') || !/[。：:]/u.test(rest[end] ?? '') ? end : end + 1
    if (headEnd < rest.length)
      return { kind: 'run-in', headEnd, stop: /[。：:]/u.test(rest[headEnd - 1] ?? '') ? 1 : 0 }
  }
  if (outlined) return { kind: 'own', stop: /[。：:]$/u.test(rest) ? 1 : 0 }
  return formOf(rest, level)
}

function headingForm(item: Item): Form {
  return item.line.text.endsWith('。') ? { kind: 'own', stop: 1 } : ownForm
}

function standsAtTop(item: Item): boolean {
  const role = guessRole(item.line.text)
  return role === 'plan' || role === 'problems' || role === 'requests' || role === 'closing'
}

const levelOf = (node: Node) => node.item.level

/** Mostly paragraphs, or below （一） nothing but sentences: their numbers are text. */
function isList(siblings: readonly Node[]): boolean {
  if (siblings.filter(({ form }) => form.kind === 'long').length * 2 > siblings.length) return true
  // Behind the last sentence of a list the text may go on.
  return siblings.every(
    ({ item, form, hasBody, children }, at) =>
      item.level >= 3 &&
      form.kind === 'own' &&
      form.stop === 1 &&
      children.length === 0 &&
      (!hasBody || at === siblings.length - 1),
  )
}

const groupsOf = (siblings: readonly Node[]) => [...Map.groupBy(siblings, levelOf).values()]

function headingLevels(siblings: readonly Node[]): number[] {
  const levels = new Set<number>()
  const visit = (nodes: readonly Node[]) => {
    for (const group of groupsOf(nodes)) {
      for (const { item } of isList(group) ? [] : group) if (item.level > 0) levels.add(item.level)
      for (const { children } of group) visit(children)
    }
  }
  visit(siblings)
  return [...levels].sort((a, b) => a - b)
}

function isTemplate(roots: readonly Node[]): boolean {
  let [own, filled] = [0, 0]
  const visit = (nodes: readonly Node[]) => {
    for (const { form, hasBody, children } of nodes) {
      own += 1
      if (form.kind !== 'own' || (hasBody && children.length === 0)) filled += 1
      visit(children)
    }
  }
  visit(roots)
  return own >= 3 && filled * 5 <= own
}

/**
 * The level that a shape of number has on the sheet. Inside pieces the shapes in use close up, so that
 * 一、 and 1. become （一） and 1.; elsewhere only the shallowest moves up, and 1. under 一、 stays 1.
 */
function printedLevel(shape: number, { levels, depth, kind }: Context): number {
  // An attachment is numbered like a document of its own.
  if (kind === 'attachment') return depth + shape - (levels[0] ?? 1) + 1
  if (depth > 0) return depth + 1 + Math.max(0, levels.indexOf(shape))
  return shape - (levels[0] ?? 1) + 1
}

function judgeSiblings(siblings: readonly Node[], parent: Parent, context: Context): void {
  for (const group of groupsOf(siblings)) judgeGroup(group, parent, context)
}

function judgeGroup(group: readonly Node[], parent: Parent, context: Context): void {
  if (isList(group)) {
    for (const { item, children } of group) {
      context.fates.set(item, { as: 'paragraph' })
      judgeSiblings(children, { ...parent, isSection: false }, context)
    }
    return
  }
  const isSection =
    parent.isSection && parent.level < context.maxLevel && opensSections(group, parent, context)
  for (const node of group) {
    const fate = isSection ? sectionFate(node, parent.level + 1) : innerFate(node, parent, context)
    context.fates.set(node.item, fate)
    const opened = fate.as === 'section'
    judgeSiblings(node.children, { level: opened ? fate.level : parent.level, isSection: opened }, context)
  }
}

function opensSections(group: readonly Node[], parent: Parent, context: Context): boolean {
  const level = group[0]?.item.level ?? 0
  const own = group.filter(({ form }) => form.kind === 'own')
  const headings = own.filter(({ form, hasBody }) => form.kind === 'own' && (form.stop === 0 || hasBody))
  // The report's own top level always makes sections, whatever its shape; 一、 does everywhere.
  if (level <= 1 || (parent.level === 0 && group.length > 1)) return true
  if (headings.length === 0) return false
  // Short items without a text of their own are a list of headings, worth a section only in a template.
  return level < 3 || context.isTemplate || own.some(({ hasBody }) => hasBody)
}

function sectionFate({ form }: Node, level: number): Fate {
  if (form.kind !== 'long') return { as: 'section', level, form, guessed: false }
  if (form.clauseEnd === undefined) return { as: 'paragraph' }
  return { as: 'section', level, form: { kind: 'run-in', headEnd: form.clauseEnd, stop: 1 }, guessed: true }
}

function innerFate({ item, form, hasBody }: Node, parent: Parent, context: Context): Fate {
  const level = Math.max(parent.level + 1, printedLevel(item.level, context))
  const rest = item.line.text.length - item.numberLength
  if (rest === 0) return { as: 'paragraph' }
  if (form.kind === 'own') {
    // A whole sentence with nothing below it is a paragraph that is all heading.
    if (form.stop === 1 && !hasBody) return { as: 'span', level, headEnd: rest, guessed: false }
    return { as: 'heading', level, form }
  }
  const headEnd = form.kind === 'run-in' ? form.headEnd : form.clauseEnd
  if (headEnd === undefined) return { as: 'paragraph' }
  return { as: 'span', level, headEnd, guessed: form.kind === 'long' }
}
