import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { compressedForms } from './shared/built.ts'
import { notOfKit } from './shared/schema/kit.ts'

const root = import.meta.dirname

/**
 * The starter kit imports every extension that it knows, and what an import does cannot be shaken off. Those
 * that the text has not are replaced by nothing. One that is turned on again fails the build or is back.
 */
function withoutUnusedKit(): Plugin {
  const nothing = '\0unused-of-starter-kit'
  const options = Object.keys(notOfKit)
  const packages = new Set(options.map(option => `@tiptap/extension-${kebab(option)}`))
  // Undo, cursors and the trailing node come from one package together.
  packages.add('@tiptap/extensions')
  return {
    name: 'without-unused-kit',
    apply: 'build',
    enforce: 'pre',
    resolveId: (source, importer) =>
      importer?.includes('/@tiptap/starter-kit/') && packages.has(source) ? nothing : undefined,
    load: id =>
      id === nothing
        ? options.map(option => `export const ${capital(option)} = undefined\n`).join('')
        : undefined,
  }
}

/**
 * What nobody asks of a library, and what keeps code of it from being left out though nobody uses it: Tiptap's ways
 * to and from Markdown, tables whose columns the library itself makes wide (client/editor/tables does), the names
 * that React Router gives its parts for tools of developers, lib0's schemas of the DOM.
 */
function withoutUnasked(): Plugin {
  return {
    name: 'without-unasked',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      if (/\/react-router\/dist\/.*\.js$/.test(id))
        return code.replace(/^\w+\.displayName = "[\w.]+";$/gm, '')
      if (id.endsWith('/lib0/dom.js')) return code.replace(/^export const \$\w+ = \$\.\$custom.*$/gm, '')
      if (!/\/@tiptap\/[\w-]+\/dist\/index\.js$/.test(id)) return undefined
      const spans = propertiesIn(this.parse(code).body, markdownOptions)
      const made = spans.reduceRight(
        (rest, [from, to]) => `${rest.slice(0, from)}unasked: 0${rest.slice(to)}`,
        code,
      )
      return made
        .replace(
          'this.options.resizable && this.editor.isEditable ? [columnResizing(',
          'false ? [columnResizing(',
        )
        .replace('View: TableView', 'View: null')
    },
  }
}

const markdownOptions = new Set([
  'markdownTokenName',
  'parseMarkdown',
  'renderMarkdown',
  'markdownTokenizer',
  'markdownOptions',
])

/** Where the properties of these names stand in a syntax tree, in order. */
function propertiesIn(tree: unknown, names: ReadonlySet<string>): [from: number, to: number][] {
  if (Array.isArray(tree)) return tree.flatMap(branch => propertiesIn(branch, names))
  if (typeof tree !== 'object' || tree === null) return []
  const { type, key, start, end } = tree as Partial<PropertyNode>
  if (type === 'Property' && names.has(key?.name ?? '')) return [[start ?? 0, end ?? 0]]
  return Object.values(tree).flatMap(branch => propertiesIn(branch, names))
}

/**
 * Texts are compressed here, once and well, where the server would do it anew for every visitor. Brotli's last step
 * is left out: it takes as long again for two per cent.
 */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    async writeBundle({ dir = '' }, bundle) {
      const texts = Object.keys(bundle).filter(name => /^assets\/.*\.(?:js|css|svg)$/.test(name))
      await Promise.all(texts.map(name => writeCompressed(join(dir, name))))
    },
  }
}

const compress = {
  br: (text: Buffer) => promisify(brotliCompress)(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }),
  gzip: (text: Buffer) => promisify(gzip)(text, { level: 9 }),
}
/** Less than this fits into one packet as it is. */
const leastBytes = 1024

async function writeCompressed(file: string): Promise<void> {
  const text = await readFile(file)
  if (text.length < leastBytes) return
  await Promise.all(
    compressedForms.map(async ({ coding, ending }) => writeFile(file + ending, await compress[coding](text))),
  )
}

type PropertyNode = { type: string; key: { name?: string }; start: number; end: number }

const kebab = (name: string) => name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1)

export default defineConfig({
  root: join(root, 'client'),
  plugins: [react(), withoutUnusedKit(), withoutUnasked(), compressed()],
  // Two copies of any of these break: hooks, `instanceof` in Yjs and ProseMirror.
  resolve: { dedupe: ['yjs', 'lib0', 'react', 'react-dom', '@tiptap/pm', '@tiptap/core'] },
  // The server puts a fresh nonce in this place in every page it sends.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: join(root, 'dist'),
    emptyOutDir: true,
    // What a page brings along: tests/e2e/first-load.spec.ts adds it up.
    manifest: true,
    // The last Chromium on Windows 7, Firefox ESR, Safari 17.
    target: ['chrome109', 'firefox115', 'safari17'],
    // A data: URL would need a wider content security policy for fonts and images.
    assetsInlineLimit: 0,
    // What a part imports is named in the part itself. To name it here too would put ten kilobytes of names before a
    // report's first key; only the start page's parts, which are that first key, are asked for all at once.
    modulePreload: {
      resolveDependencies: (_part, needed, { hostId }) =>
        /(?:^|\/)index(?:-[^/]*)?\.(?:js|html)$/.test(hostId)
          ? needed
          : needed.filter(name => name.endsWith('.css')),
    },
    chunkSizeWarningLimit: 900,
    // To make one of Tiptap's extensions or of React's parts does nothing else: those that nobody uses are left out.
    rolldownOptions: {
      treeshake: {
        manualPureFunctions: [
          'Node.create',
          'Mark.create',
          'Extension.create',
          'React.forwardRef',
          'React.createContext',
          'React.memo',
        ],
      },
    },
  },
})
