/** The process dies between sending and marking: the letter is sent once more, under the same id, and only then. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createApp } from '../../server/app.ts'
import { putIn } from '../../server/delivery/outbox.ts'
import { limits } from '../../shared/limits.ts'
import { openReceiver, wellDone } from '../support/receiver.ts'
import { tryConfig } from '../http/office.ts'

test('F10 killed while the receiver has it: at least once, twice in that window alone, under one id', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tonggao-delivery-'))
  const receiver = await openReceiver()
  const letter = {
    event: 'test',
    personId: null,
    language: 'zh',
    title: '测试',
    text: '',
    path: null,
    facts: {},
  } as const
  const app = createApp(tryConfig(dataDir))
  const { program } = await app.start()
  const channel = {
    id: 'hook',
    kind: 'webhook' as const,
    name: '内网接收',
    department_id: null,
    url: receiver.url,
    secret: null,
    keyword: '',
    mention_all: 0 as const,
    language: 'zh' as const,
    events: '[]',
    active: 1 as const,
    created_at: new Date().toISOString(),
    deleted_at: null,
  }
  await program.db.insertInto('channels').values(channel).execute()
  // Due in a while, so that the process that is killed is the first to have it in hand.
  const clock = () => Date.now() + 5000
  const later = { ...program, clock }
  const id = await program.db.transaction().execute(tx => putIn(tx, later, { ...letter, channelId: 'hook' }))
  await app.stop()

  const start = receiver.got.length
  const child = spawn(process.execPath, [join(import.meta.dirname, '../support/office-server.ts'), dataDir], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const gone = once(child, 'exit')
  receiver.answer(() => void child.kill('SIGKILL'))
  await gone
  receiver.answer(wellDone)

  const soon = createApp(tryConfig(dataDir))
  const { delivery } = await soon.start()
  await delivery.deliverDue()
  await soon.stop()
  expect(receiver.got.length - start).toBe(1)

  const afterwards = createApp(tryConfig(dataDir), { clock: () => Date.now() + limits.deliveryLeaseMs })
  const last = await afterwards.start()
  await last.delivery.deliverDue()
  await last.delivery.deliverDue()
  await afterwards.stop()
  const got = receiver.got.slice(start).map(({ headers }) => headers['webhook-id'])
  expect(got).toEqual([id, id])
  await receiver.close()
  rmSync(dataDir, { recursive: true, force: true })
}, 60_000)
