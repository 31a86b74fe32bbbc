/** The server's entry point: starts over DATA_DIR and prints where it is. --dev serves the client's sources. */
import { readConfig } from './config.ts'
import { runEntry } from './entry.ts'

runEntry({
  host: process,
  config: () => readConfig(process.env, { dev: process.argv.includes('--dev') }),
  opened: ({ url, setupLink }) => [
    `统稿 Tonggao: ${url}`,
    ...(setupLink === undefined
      ? []
      : [`首次使用，请打开一次性设置链接 One-time set-up link:`, `  ${url}${setupLink}`]),
  ],
})
