/** The server's entry point: starts over DATA_DIR and prints where it is. --dev serves the client's sources. */
import { readConfig } from './config.ts'
import { runEntry } from './entry.ts'

runEntry({
  host: process,
  config: () => readConfig(process.env, { dev: process.argv.includes('--dev') }),
  opened: ({ url, lanUrls, setupLink }) => [
    `统稿 Tonggao: ${url}`,
    ...lanUrls.map(address => `局域网 on the local network: ${address}`),
    ...(setupLink === undefined
      ? []
      : [`首次使用，请打开一次性设置链接 One-time set-up link:`, `  ${url}${setupLink}`]),
  ],
})
