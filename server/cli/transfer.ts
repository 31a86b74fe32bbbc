/** `transfer`: from the SQLite of DATA_DIR to the PostgreSQL of DATABASE_URL. */
import { join } from 'node:path'
import { readConfig } from '../config.ts'
import { holdDataDir } from '../ops/data-dir.ts'
import { openStore, patientPostgres } from '../store/store.ts'
import { transferStore } from '../store/transfer.ts'
import { type Command, UsageError } from './command.ts'

export const transfer: Command = {
  name: 'transfer',
  summary: '把 DATA_DIR 中的全部数据迁到 DATABASE_URL move everything of DATA_DIR to DATABASE_URL',
  usage: `[--json]
  先停止服务器；目标数据库须为空。进度写到标准错误。
  Stop the server first; the database must be empty. Progress goes to standard error.
  --json   输出每张表的行数和校验值 print each table's rows and checksum as JSON`,
  options: { json: { type: 'boolean' } },
  operands: [],
  required: [],
  async run(given, _program, around) {
    const { dataDir, databaseUrl } = readConfig(around.env)
    if (databaseUrl === undefined) throw new UsageError('缺少 missing: DATABASE_URL')
    const letGo = await holdDataDir(dataDir)
    const from = await openStore(join(dataDir, 'tonggao.sqlite'))
    const to = patientPostgres(databaseUrl)
    try {
      const tell = (table: string, rows: number) => around.err(`${table}: ${rows}\n`)
      const moved = await transferStore(from, to, tell)
      if (given.options.json) around.out(`${JSON.stringify(moved)}\n`)
      else for (const { table, rows, checksum } of moved) around.out(`${table}\t${rows}\t${checksum}\n`)
      return 0
    } finally {
      await Promise.all([from.destroy(), to.destroy()])
      letGo()
    }
  },
}
