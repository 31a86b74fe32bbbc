/**
 * Two orders of named things as one row that keeps both. What stands in both orders is `kept` where it stayed;
 * of those that changed places as few as possible, by weight, have moved: `left` where they were, `arrived`
 * where they are.
 */
export type Standing<Item> =
  | { readonly kind: 'kept'; readonly old: Item; readonly new: Item }
  | { readonly kind: 'removed' | 'left'; readonly old: Item }
  | { readonly kind: 'added' | 'arrived'; readonly new: Item }

type Named = { readonly id: string }

/** `weigh`: how much it costs to call it moved. `isElsewhere`: it stands on the other side outside of this row. */
export function mergeOrders<Item extends Named>(
  old: readonly Item[],
  next: readonly Item[],
  weigh: (item: Item) => number,
  isElsewhere: (id: string) => boolean,
): Standing<Item>[] {
  const places = new Map(old.map(({ id }, at) => [id, at]))
  const common = next.flatMap(item => {
    const at = places.get(item.id)
    return at === undefined ? [] : [{ item, at }]
  })
  const staying = new Set(heaviestRise(common, weigh).map(({ item }) => item.id))
  const known = new Set(common.map(({ item }) => item.id))
  const moved = (id: string) => known.has(id) || isElsewhere(id)
  const row: Standing<Item>[] = []
  let at = 0
  const passOld = (until: string | undefined) => {
    for (; at < old.length && old[at]?.id !== until; at += 1) {
      const item = old[at]
      if (item) row.push({ kind: moved(item.id) ? 'left' : 'removed', old: item })
    }
  }
  for (const item of next) {
    if (!staying.has(item.id)) {
      row.push({ kind: moved(item.id) ? 'arrived' : 'added', new: item })
      continue
    }
    passOld(item.id)
    const own = old[at]
    if (own) row.push({ kind: 'kept', old: own, new: item })
    at += 1
  }
  passOld(undefined)
  return wentBeforeCame(row)
}

/** Between two that stayed: first what went, then what came. */
function wentBeforeCame<Item>(row: readonly Standing<Item>[]): Standing<Item>[] {
  const sorted: Standing<Item>[] = []
  let came: Standing<Item>[] = []
  for (const one of row) {
    if (one.kind === 'added' || one.kind === 'arrived') came.push(one)
    else {
      if (one.kind === 'kept') sorted.push(...came.splice(0))
      sorted.push(one)
    }
  }
  return [...sorted, ...came]
}

type Ranked<Item> = { readonly item: Item; readonly at: number }

/** The heaviest part of the row in which places only rise. */
function heaviestRise<Item>(row: readonly Ranked<Item>[], weigh: (item: Item) => number): Ranked<Item>[] {
  const best: { readonly sum: number; readonly before: number }[] = []
  let last = -1
  for (const [index, { item, at }] of row.entries()) {
    let [sum, before] = [0, -1]
    for (let earlier = 0; earlier < index; earlier += 1) {
      const so = best[earlier]
      if (so && (row[earlier]?.at ?? 0) < at && so.sum > sum) [sum, before] = [so.sum, earlier]
    }
    best.push({ sum: sum + weigh(item), before })
    if (last === -1 || sum + weigh(item) > (best[last]?.sum ?? 0)) last = index
  }
  const rise: Ranked<Item>[] = []
  for (let index = last; index !== -1; index = best[index]?.before ?? -1) {
    const one = row[index]
    if (one) rise.unshift(one)
  }
  return rise
}
