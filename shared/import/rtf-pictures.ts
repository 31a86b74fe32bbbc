/**
 * The pictures of a clipboard's RTF. Word and WPS name pictures in their HTML by files of that computer, which no
 * page may read; the same pictures stand in the RTF beside it, in the same order.
 *
 * 1. One entry a picture, in order; null where it is none that can be carried (a metafile).
 * 2. Each picture is told once: what older programs get instead (\nonshppict) is passed over.
 */

/** `most`: how many pictures are looked at. */
export function rtfPictures(rtf: string, most = 200): (Uint8Array | null)[] {
  const pictures: (Uint8Array | null)[] = []
  const passed = groupsOf(rtf, /\{\\nonshppict\b/g, most)
  for (const { from, to } of groupsOf(rtf, /\{\\pict\b/g, most)) {
    if (passed.some(group => from >= group.from && to <= group.to)) continue
    pictures.push(readPicture(rtf.slice(from, to)))
  }
  return pictures
}

type Group = { readonly from: number; readonly to: number }

function groupsOf(rtf: string, opening: RegExp, most: number): Group[] {
  const groups: Group[] = []
  for (const match of rtf.matchAll(opening)) {
    if (groups.length >= most) break
    const to = endOf(rtf, match.index)
    if (to === undefined) break
    groups.push({ from: match.index, to })
  }
  return groups
}

/** Behind the brace that closes the group. */
function endOf(rtf: string, from: number): number | undefined {
  let depth = 0
  for (let at = from; at < rtf.length; at += 1) {
    const sign = rtf[at]
    if (sign === '\\') at += 1
    else if (sign === '{') depth += 1
    else if (sign === '}') {
      depth -= 1
      if (depth === 0) return at + 1
    }
  }
  return undefined
}

function readPicture(group: string): Uint8Array | null {
  if (!/\\(?:pngblip|jpegblip)\b/.test(group)) return null
  let bare = group.slice(1, -1)
  for (let before = ''; before !== bare; ) {
    before = bare
    bare = bare.replace(/\{[^{}]*\}/g, '')
  }
  const hex = bare.replace(/\\[a-z]+-?\d* ?/gi, '').replace(/[^0-9a-f]/gi, '')
  if (hex.length < 16 || hex.length % 2 === 1) return null
  const bytes = new Uint8Array(hex.length / 2)
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16)
  return bytes
}
