import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
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

const kebab = (name: string) => name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1)

export default defineConfig({
  root: join(root, 'client'),
  plugins: [react(), withoutUnusedKit()],
  // Two copies of any of these break: hooks, `instanceof` in Yjs and ProseMirror.
  resolve: { dedupe: ['yjs', 'lib0', 'react', 'react-dom', '@tiptap/pm', '@tiptap/core'] },
  // The server puts a fresh nonce in this place in every page it sends.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: join(root, 'dist'),
    emptyOutDir: true,
    // The last Chromium on Windows 7, Firefox ESR, Safari 17.
    target: ['chrome109', 'firefox115', 'safari17'],
    // A data: URL would need a wider content security policy for fonts and images.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    // To make one of Tiptap's extensions does nothing else: those that nobody uses are left out.
    rolldownOptions: {
      treeshake: { manualPureFunctions: ['Node.create', 'Mark.create', 'Extension.create'] },
    },
  },
})
