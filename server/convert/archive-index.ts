/** The first page of an archive: what is in it, each file with its checksum, readable in any browser for good. */
import { element, type Markup, text } from '../../shared/html/markup.ts'
import type { Dictionary } from '../../shared/i18n/zh.ts'

export type ArchivedName = { readonly path: string; readonly size: number; readonly sha256: string }

type Index = {
  readonly title: string
  readonly made: string
  readonly names: readonly ArchivedName[]
  readonly words: Dictionary
}

const css = `:root { color-scheme: light dark; }
body { margin: 3rem auto; max-width: 60rem; padding: 0 1.25rem; font: 16px/1.6 "Noto Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif; }
h1 { margin-bottom: .25rem; font-size: 1.6rem; }
h2 { margin: 2.25rem 0 .5rem; font-size: 1.15rem; }
h3 { margin: 1.25rem 0 .25rem; font-size: 1rem; }
ul { margin: 0; padding: 0; list-style: none; }
li { border-top: 1px solid #8884; padding: .4rem 0; overflow-wrap: anywhere; }
li span { margin-left: .75rem; opacity: .7; font-size: .85rem; white-space: nowrap; }
li div { opacity: .6; font: 12px/1.4 ui-monospace, Consolas, monospace; }
p { opacity: .75; }
`

export function archiveIndex({ title, made, names, words }: Index): string {
  const { publishing } = words
  const folders = Map.groupBy(names, ({ path }) => path.slice(0, path.lastIndexOf('/')))
  const main = element(
    'main',
    {},
    element('h1', {}, text(title)),
    element('p', {}, text(made)),
    element('p', {}, text(publishing.archiveHint)),
    ...[...folders].flatMap(([folder, files], at) => {
      const before = [...folders.keys()][at - 1]?.split('/')[0]
      return [...headings(folder, before), element('ul', {}, ...files.map(fileLine))]
    }),
  )
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
${element('title', {}, text(title)).html}
<style>
${css}</style>
</head>
<body>
${main.html}
</body>
</html>
`
}

/** A folder of the first level once, and the one in it. */
function headings(folder: string, before: string | undefined): Markup[] {
  const [top = '', inner] = folder.split('/')
  return [
    ...(top === before ? [] : [element('h2', {}, text(top))]),
    ...(inner === undefined ? [] : [element('h3', {}, text(inner))]),
  ]
}

function fileLine({ path, size, sha256 }: ArchivedName): Markup {
  const href = `./${path.split('/').map(encodeURIComponent).join('/')}` as const
  const kilobytes = `${Math.max(1, Math.round(size / 1024)).toLocaleString('en')} KB`
  return element(
    'li',
    {},
    element('a', { href }, text(path.slice(path.lastIndexOf('/') + 1))),
    element('span', {}, text(kilobytes)),
    element('div', {}, text(sha256)),
  )
}
