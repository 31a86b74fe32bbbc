import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const root = import.meta.dirname

export default defineConfig({
  root: join(root, 'client'),
  plugins: [react()],
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
  },
})
