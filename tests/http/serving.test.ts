/** What the server gives beside the JSON routes: pages, files, exports, health, and its own description. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../server/app.ts'
import { readConfig } from '../../server/config.ts'
import { buildClient } from '../../server/ops/client-build.ts'
import { lanUrls } from '../../server/ops/lan.ts'
import { routes } from '../../shared/routes.ts'
import { createReport, draft, words } from './drafts.ts'
import { type Office, openOffice, tryConfig } from './office.ts'

const page = `<!doctype html><meta property="csp-nonce" nonce="__CSP_NONCE__"><style nonce="__CSP_NONCE__"></style>`

describe('serving', () => {
  let office: Office
  beforeAll(async () => {
    office = await openOffice()
  })
  afterAll(() => office.close())
  const get = (path: string, headers: Record<string, string> = {}) => fetch(office.url + path, { headers })

  const taken = async (path: string, accepted: string) => {
    const response = await get(path, { 'accept-encoding': accepted })
    return { status: response.status, headers: response.headers, text: await response.text() }
  }

  test('H1 before the client is built the pages say so, and the API answers', async () => {
    const response = await get('/')
    expect(response.status).toBe(503)
    expect(await response.text()).toContain('npm run build')
    expect((await get('/api/v1/me')).status).toBe(200)
  })

  test('H2 every address that is a page gets the page, with a nonce of its own in page and policy', async () => {
    const dist = join(office.dataDir, 'dist')
    mkdirSync(join(dist, 'assets'), { recursive: true })
    writeFileSync(join(dist, 'index.html'), page)
    writeFileSync(join(dist, 'assets/main-1a2b.js'), 'export {}')
    const nonces = new Set<string>()
    for (const path of ['/', '/reports/a1/sections', '/invite', '/setup']) {
      const response = await get(path)
      expect([path, response.status]).toEqual([path, 200])
      const policy = response.headers.get('content-security-policy') ?? ''
      const nonce = /style-src-elem 'self' 'nonce-([\w-]+)'/.exec(policy)?.[1] ?? ''
      nonces.add(nonce)
      expect(await response.text()).toBe(page.replaceAll('__CSP_NONCE__', nonce))
      expect(policy).toContain("script-src 'self';")
      expect(policy).not.toMatch(/unsafe-eval|upgrade-insecure-requests/)
      expect(response.headers.get('strict-transport-security')).toBeNull()
      expect(response.headers.get('cache-control')).toBe('no-store')
    }
    expect(nonces.size).toBe(4)
  })

  test('H3 hashed files are kept for ever; a missing file or route is no page', async () => {
    const asset = await get('/assets/main-1a2b.js')
    expect(asset.headers.get('cache-control')).toMatch(/immutable/)
    expect(asset.headers.get('content-type')).toMatch(/javascript/)
    for (const path of ['/assets/old-9f.js', '/favicon.png', '/api/v1/nothing', '/api', '/collab/x']) {
      const response = await get(path)
      expect([path, response.status]).toEqual([path, 404])
      expect(await response.json()).toMatchObject({ error: { code: 'not-found' } })
    }
    expect((await get('/assets/..%2f..%2ftonggao.sqlite')).status).toBe(404)
  })

  test('H13 a hashed file comes as it was compressed at the build, in the smallest form that a browser takes', async () => {
    const assets = join(office.dataDir, 'dist/assets')
    const text = 'export const words = "统稿"\n'.repeat(200)
    writeFileSync(join(assets, 'words-3c4d.js'), text)
    // What was compressed at the build cannot be told from what is compressed now: here it reads otherwise.
    writeFileSync(join(assets, 'words-3c4d.js.br'), brotliCompressSync('br'))
    writeFileSync(join(assets, 'words-3c4d.js.gz'), gzipSync('gzip'))
    const tags = new Set<string | null>()
    for (const [accepted, coding, read] of [
      ['gzip, deflate, br, zstd', 'br', 'br'],
      ['gzip, deflate', 'gzip', 'gzip'],
      ['br;q=0, gzip', 'gzip', 'gzip'],
      ['identity', null, text],
    ] as const) {
      const { status, headers, text: body } = await taken('/assets/words-3c4d.js?v=1', accepted)
      expect([accepted, status, headers.get('content-encoding'), body]).toEqual([accepted, 200, coding, read])
      expect(headers.get('content-type')).toBe('text/javascript; charset=utf-8')
      expect(headers.get('vary')).toMatch(/Accept-Encoding/i)
      expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
      const etag = headers.get('etag') ?? ''
      tags.add(etag)
      // Without the last, fetch asks for no answer out of any cache.
      const known = { 'accept-encoding': accepted, 'if-none-match': etag, 'cache-control': 'max-age=0' }
      const again = await get('/assets/words-3c4d.js', known)
      expect([accepted, again.status]).toEqual([accepted, 304])
    }
    // Each form has a tag of its own: what one browser keeps is no answer to another.
    expect(tags.size).toBe(3)
    // What the build left as it was goes as ever, and is packed on its way.
    writeFileSync(join(assets, 'plain-5e6f.js'), text)
    const plain = await taken('/assets/plain-5e6f.js', 'gzip')
    expect([plain.headers.get('content-encoding'), plain.text]).toEqual(['gzip', text])
    const missing = await get('/assets/old-9f.js', { 'accept-encoding': 'br' })
    expect([missing.status, missing.headers.get('content-type')]).toEqual([
      404,
      'application/json; charset=utf-8',
    ])
  })

  test('H4 health, readiness and measures', async () => {
    expect(await (await get('/healthz')).json()).toEqual({ ok: true })
    expect(await (await get('/readyz')).json()).toEqual({ ok: true })
    const measures = await (await get('/metrics')).text()
    expect(measures).toMatch(/^tonggao_http_requests_total\{method="GET",status="200"\} \d+$/m)
    expect(measures).toMatch(/^tonggao_sockets 0$/m)
    expect(measures).toMatch(/^tonggao_bus_connected 1$/m)
    expect(measures).toMatch(/^tonggao_outbox_due 0$/m)
    expect(measures).toMatch(/^tonggao_commit_seconds_count 0$/m)
  })

  test('H13 OPERATIONS explains every measure that the server has, and no other', async () => {
    const measures = await (await get('/metrics')).text()
    const operations = readFileSync(join(import.meta.dirname, '../../docs/OPERATIONS.md'), 'utf8')
    const explained = [...operations.matchAll(/^\| `((?:tonggao|process)_\w+)`/gm)].map(match => match[1])
    const served = [...measures.matchAll(/^# TYPE (\w+)/gm)].map(match => match[1])
    expect(new Set(explained)).toEqual(new Set(served))
  })

  test('H5 openapi.json names every route, its parameters and what it takes', async () => {
    const document = await (await get('/api/v1/openapi.json')).json()
    for (const [name, { method, path }] of Object.entries(routes)) {
      const operation = document.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()]
      expect([name, operation?.operationId]).toEqual([name, name])
      const named = [...path.matchAll(/:(\w+)/g)].map(match => match[1])
      const parameters: { name: string; in: string }[] = operation.parameters
      expect(parameters.filter(one => one.in === 'path').map(one => one.name)).toEqual(named)
    }
    const ofAudit: { name: string; in: string }[] = document.paths['/audit'].get.parameters
    expect(ofAudit.map(one => `${one.in} ${one.name}`)).toContain('query personId')
    const { schema } = document.paths['/invitations/accept'].post.requestBody.content['application/json']
    expect(schema.required).toEqual(['token', 'name'])
    expect(document.paths['/reports/{reportId}/export'].get).toBeTruthy()
  })

  test('H6 what leaves by the button: a name in any script, its own policy, print opened in place', async () => {
    const coordinator = await office.hire({ role: 'coordinator' })
    const sections = [draft('农业', 1, { text: words('<script>alert(1)</script>播种九千亩。') })]
    const { reportId } = await createReport(coordinator, sections)
    await coordinator.call('changeReport', { reportId }, { title: "总结'(2026)*定稿" })
    const take = (format: string, headers = coordinator.headers) =>
      get(`/api/v1/reports/${reportId}/export?format=${format}`, headers)
    const html = await take('html')
    expect(html.headers.get('content-type')).toBe('text/html; charset=utf-8')
    const disposition = html.headers.get('content-disposition') ?? ''
    expect(disposition).toMatch(/^attachment; filename\*=UTF-8''[\w%.~-]+$/)
    expect(decodeURIComponent(disposition.split("UTF-8''")[1] ?? '')).toMatch(/^总结.*定稿\.html$/)
    expect(html.headers.get('content-security-policy')).toMatch(/^default-src 'none'/)
    const body = await html.text()
    expect(body).toContain('播种九千亩')
    expect(body).not.toContain('<script')
    expect((await take('print-html')).headers.get('content-disposition')).toMatch(/^inline; /)
    expect(await (await take('txt')).text()).toContain('一、农业')
    const word = await take('docx&numbers=word')
    expect(word.headers.get('content-type')).toBe(
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    )
    expect(
      Buffer.from(await word.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK')
    expect((await take('wps')).status).toBe(400)
    expect((await take('docx&numbers=roman')).status).toBe(400)
    expect((await take('html', {})).status).toBe(401)
    const foreign = await office.hire({})
    expect((await take('html', foreign.headers)).status).toBe(404)
    const assembled = await get(`/api/v1/reports/${reportId}/assembled`, coordinator.headers)
    expect(await assembled.json()).toMatchObject({ sections: [{ number: '一、', heading: '农业' }] })
  })
})

describe('starting', () => {
  test('H7 a wrong variable is refused with a sentence that names it', () => {
    expect(() => readConfig({ PORT: 'http' })).toThrow(/PORT cannot be used/)
    expect(() => readConfig({ PUBLIC_URL: 'tonggao.example.org' })).toThrow(/PUBLIC_URL/)
    expect(() => readConfig({ PUBLIC_URL: 'https://example.org/tonggao' })).toThrow(/PUBLIC_URL .*path/)
    expect(() => readConfig({ DATABASE_URL: 'mysql://db/tonggao' })).toThrow(/DATABASE_URL/)
    expect(() => readConfig({ REDIS_URL: 'redis://db' })).toThrow(/set DATABASE_URL too/)
    expect(() => readConfig({ LOG_LEVEL: 'loud' })).toThrow(/LOG_LEVEL/)
    expect(readConfig({ PORT: '', HOST: '' })).toMatchObject({ port: 3000, host: '127.0.0.1' })
  })

  test('H8 a port in use is said in a sentence, and the start leaves nothing open', async () => {
    const office = await openOffice()
    try {
      const { port } = new URL(office.url)
      const second = createApp(tryConfig(join(office.dataDir, 'second'), { PORT: port }))
      await expect(second.start()).rejects.toThrow(`Port ${port} on 127.0.0.1 is in use`)
      const third = createApp(tryConfig(join(office.dataDir, 'second')))
      const { url } = await third.start()
      expect((await fetch(`${url}/healthz`)).status).toBe(200)
      await third.stop()
    } finally {
      await office.close()
    }
  })

  test('H9 a server that starts again keeps its people signed in and offers set-up no more', async () => {
    const office = await openOffice()
    try {
      const person = await office.hire({ name: '沈知夏' })
      await office.stop()
      const again = createApp(office.config)
      const { url, setupLink } = await again.start()
      expect(setupLink).toBeUndefined()
      const me = await fetch(`${url}/api/v1/me`, { headers: person.headers })
      expect(await me.json()).toMatchObject({ person: { name: '沈知夏' } })
      await again.stop()
    } finally {
      await office.close()
    }
  })

  test.skipIf(process.env.TEST_POSTGRES)(
    'H10 a data directory has one server: a second is refused with a sentence, and harms nothing',
    async () => {
      const office = await openOffice()
      try {
        const second = createApp(tryConfig(office.dataDir))
        await expect(second.start()).rejects.toThrow(
          `Another server is running on DATA_DIR ${office.dataDir}`,
        )
        expect((await fetch(`${office.url}/readyz`)).status).toBe(200)
        const onFile = createApp(tryConfig(join(office.dataDir, 'tonggao.sqlite')))
        await expect(onFile.start()).rejects.toThrow(/^DATA_DIR .* cannot be used$/)
      } finally {
        await office.close()
      }
    },
  )

  test('H11 a server on all addresses names those that other machines can open', () => {
    const of = (address: string, internal = false) => ({
      address,
      internal,
      family: 'IPv4' as const,
      netmask: '255.255.255.0',
      mac: '00:00:00:00:00:00',
      cidr: null,
    })
    const interfaces = {
      lo: [of('127.0.0.1', true)],
      eth0: [of('192.168.1.20'), of('169.254.3.4')],
      gone: undefined,
    }
    expect(lanUrls(interfaces, 3000)).toEqual(['http://192.168.1.20:3000'])
  })

  test('H12 a start that is broken off while the client is built takes the building down with it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tonggao-build-'))
    const builder = join(folder, 'builder')
    writeFileSync(builder, `#!/bin/sh\necho $$ > '${folder}/pid'\nexec sleep 60\n`, { mode: 0o755 })
    const stopping = new AbortController()
    const building = buildClient(builder, stopping.signal)
    building.catch(() => {})
    const pid = () => Number(existsSync(join(folder, 'pid')) ? readFileSync(join(folder, 'pid'), 'utf8') : 0)
    await expect.poll(pid, { timeout: 10_000 }).toBeGreaterThan(0)
    stopping.abort()
    await expect(building).rejects.toThrow(/abort/)
    await expect.poll(() => isAlive(pid())).toBe(false)
    rmSync(folder, { recursive: true })
  })
})

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
