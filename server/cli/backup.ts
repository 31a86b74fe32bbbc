/** `backup`: a copy of the store of DATA_DIR, taken beside a running server; the store is not brought up to date. */
import { join } from 'node:path'
import { readConfig } from '../config.ts'
import { backUpStore } from '../store/backup.ts'
import { type Command, UsageError } from './command.ts'

export const backup: Command = {
  name: 'backup',
  summary: '备份 DATA_DIR 中的全部数据 copy everything of DATA_DIR',
  usage: `FILE
  服务器可以照常运行。恢复：停止服务器，把该文件放回 DATA_DIR，名为 tonggao.sqlite。
  The server may go on. To restore: stop it, and put the file back into DATA_DIR as tonggao.sqlite.
  FILE   新文件，不覆盖已有文件 a new file; none is overwritten`,
  options: {},
  operands: ['FILE'],
  required: [],
  async runAlone({ operands }, around) {
    const { dataDir, databaseUrl } = readConfig(around.env)
    if (databaseUrl !== undefined)
      throw new UsageError(
        'PostgreSQL（DATABASE_URL）请用 pg_dump 备份。A PostgreSQL is backed up by pg_dump.',
      )
    const copy = around.pathOf(operands[0] ?? '')
    await backUpStore(join(dataDir, 'tonggao.sqlite'), copy)
    around.err(`已备份 backed up: ${copy}\n`)
    return 0
  },
  // Everything is done without opening the program.
  run: async () => 1,
}
