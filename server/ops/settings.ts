/**
 * Facts of the installation, by key. A fact that must never change is kept once: the first writer wins,
 * however many processes start at the same moment.
 */
import type { Database } from '../store/store.ts'

export type SettingKey = 'installation-id' | 'auth-secret' | 'sample-report'

export async function readSetting(db: Database, key: SettingKey): Promise<string | undefined> {
  const row = await db.selectFrom('settings').select('value').where('key', '=', key).executeTakeFirst()
  return row?.value
}

/** The stored value, which is `value` only if there was none. */
export async function keepSetting(db: Database, key: SettingKey, value: string): Promise<string> {
  await db
    .insertInto('settings')
    .values({ key, value })
    .onConflict(conflict => conflict.column('key').doNothing())
    .execute()
  return (await readSetting(db, key)) ?? value
}
