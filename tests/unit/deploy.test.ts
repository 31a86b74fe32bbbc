/**
 * deploy/ and docs/OPERATIONS.md held against the program: a setting, a port, a limit or a file that only one of
 * them knows is found here. Where nginx, Caddy or systemd are installed, they read their files themselves.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { settings } from '../../server/config.ts'
import { runCommand } from '../../server/cli/run.ts'
import { limits } from '../../shared/limits.ts'
import { imageFiles } from '../support/deploy-files.ts'
import { nginxSite, trialCertificate } from '../support/front-proxies.ts'
import { findProgram } from '../support/programs.ts'

const root = join(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(match => match[1] ?? '')
const units = readdirSync(join(root, 'deploy/systemd'))
const services = units.filter(name => name.endsWith('.service'))

/** What is said to other programs, not to ours. */
const foreign = ['NODE_ENV', 'PATH', 'HOME', 'POSTGRES_PASSWORD']

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tonggao-deploy-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('what the files say', () => {
  test('Q1 OPERATIONS explains every setting, and no other', () => {
    const [, table = ''] = read('docs/OPERATIONS.md').split('## Settings')
    const explained = all(table.split('\n## ')[0] ?? '', /^\| `([A-Z_]+)`/gm)
    expect(explained.toSorted()).toEqual(settings.toSorted())
  })

  test('Q2 every variable that a file sets for the program is one that it reads', () => {
    const compose = read('deploy/compose.yaml')
    const servers = compose.slice(compose.indexOf('x-joined'), compose.indexOf('depends_on'))
    const set = [
      ...all(read('deploy/env.example'), /^#?([A-Z_]+)=/gm),
      ...all(servers, /^ {4}([A-Z_]+):/gm),
      ...all(read('deploy/Dockerfile'), /^ENV (.+)$/gm).flatMap(line => all(line, /(\w+)=/g)),
      ...services.flatMap(name =>
        all(read(`deploy/systemd/${name}`), /^(?:Environment=|ExecStart=\/usr\/bin\/env )(.+)$/gm).flatMap(
          line => all(line, /\b([A-Z_]+)=/g),
        ),
      ),
    ]
    expect(set).toEqual(
      expect.arrayContaining(['DATABASE_URL', 'REDIS_URL', 'TRUST_PROXY', 'DATA_DIR', 'PORT']),
    )
    expect(set.filter(name => ![...settings, ...foreign].includes(name))).toEqual([])
  })

  test('Q3 what one file calls a port, every other does too', () => {
    const image = read('deploy/Dockerfile')
    const [, inImage] = /\bPORT=(\d+)/.exec(image) ?? []
    expect(all(image, /^EXPOSE (\d+)/gm)).toEqual([inImage])
    const compose = read('deploy/compose.yaml')
    expect(all(compose, /^ {4}ports: \['\d+:(\d+)'\]/gm)).toEqual([inImage])
    expect(all(/TONGGAO_PROCESSES: (.+)/.exec(compose)?.[1] ?? '', /:(\d+)/g)).toEqual([inImage, inImage])
    const instances = all(read('docs/OPERATIONS.md'), /tonggao@(\d+)/g)
    expect(all(read('deploy/nginx.conf'), /^ {4}server 127\.0\.0\.1:(\d+)/gm)).toEqual(instances)
    const processes = /TONGGAO_PROCESSES:(.+?)\}/.exec(read('deploy/Caddyfile'))?.[1] ?? ''
    expect(all(processes, /:(\d+)/g)).toEqual(instances)
  })

  test('Q12 OPERATIONS names every migration that an older process does not survive beside', () => {
    const folder = 'server/store/migrations'
    const taking = readdirSync(join(root, folder))
      .filter(file => /\.(drop|rename|alterColumn)|drop (table|column)/.test(read(join(folder, file))))
      .map(file => file.slice(0, 4))
    const [, upgrade = ''] = read('docs/OPERATIONS.md').split('## Upgrade')
    const named = all(upgrade.split('\n## ')[0] ?? '', /`(\d{4})`/g)
    expect(taking.length).toBeGreaterThan(0)
    expect(taking.filter(number => !named.includes(number))).toEqual([])
  })

  test('Q4 proxies let pass what the server takes, and wait as long as it may be silent', () => {
    const mib = 1024 * 1024
    const largest = Math.max(
      limits.intakeBytes,
      limits.imageBytes,
      limits.attachmentBytes,
      limits.importBytes,
      limits.jsonBytes,
    )
    const [, nginxSize] = /client_max_body_size (\d+)m;/.exec(read('deploy/nginx.conf')) ?? []
    const [, caddySize] = /max_size (\d+)MiB/.exec(read('deploy/Caddyfile')) ?? []
    for (const size of [nginxSize, caddySize]) expect(Number(size) * mib).toBeGreaterThan(largest)
    const silent = Math.max(limits.heartbeatMs, limits.pdfMs, limits.officeMs + limits.conversionMs)
    const waits = all(read('deploy/nginx.conf'), /proxy_(?:read|send)_timeout (\d+)s;/g)
    expect(waits).toHaveLength(2)
    for (const seconds of waits) expect(Number(seconds) * 1000).toBeGreaterThan(2 * silent)
  })

  test('Q5 the image has every file that it is told to copy, no user root, and no secret', () => {
    const image = read('deploy/Dockerfile')
    const copied = all(image, /^COPY (?!--from)(.+) \S+$/gm).flatMap(files => files.split(' '))
    expect(copied.filter(file => !existsSync(join(root, file)))).toEqual([])
    const offered = all(read('deploy/Dockerfile.dockerignore'), /^!(.+)$/gm)
    expect(new Set(copied)).toEqual(new Set(offered))
    expect(imageFiles()).toEqual(expect.arrayContaining(['server', 'shared', 'package.json']))
    expect(image).toMatch(/^USER (?!root|0)\w+$/m)
    expect(image).toMatch(/^STOPSIGNAL SIGTERM$/m)
    expect(image).toMatch(/^HEALTHCHECK [\s\S]*\/readyz/m)
    expect(image).not.toMatch(/^(?:ENV|ARG) .*(?:PASSWORD|SECRET|TOKEN|KEY|_URL)/m)
  })

  test('Q6 units start what is there, where the data is', async () => {
    for (const name of services) {
      const unit = read(`deploy/systemd/${name}`)
      const state = /^StateDirectory=(\w+)/m.exec(unit)?.[1]
      expect([name, /\bDATA_DIR=(\S+)/.exec(unit)?.[1]]).toEqual([name, `/var/lib/${state}`])
      const started = all(unit, /^ExecStart=(.+)$/gm).join('\n')
      const files = all(started, /(?:\/opt\/tonggao\/|\s)((?:node_modules|server)\/[\w./-]+)/g)
      expect(files).toContain('node_modules/.bin/node')
      expect(files.filter(file => !existsSync(join(root, file)))).toEqual([])
    }
    const asked = /server\/cli\/main\.ts (\w+)/.exec(read('deploy/systemd/tonggao-backup.service'))?.[1] ?? ''
    const silent = { readFile: async () => new Uint8Array(), writeFile: async () => {}, pathOf: String }
    const around = { env: {}, language: 'zh', out: () => {}, err: () => {}, ...silent } as const
    expect(await runCommand([asked, '--help'], around)).toBe(0)
  })
})

describe('what other programs say of their files', () => {
  const nginx = findProgram('nginx')
  test.skipIf(nginx === undefined || findProgram('openssl') === undefined)('Q7 nginx takes its file', () => {
    const site = nginxSite(folder, { ports: [3001, 3002], port: 8443, certificate: trialCertificate(folder) })
    execFileSync(nginx ?? '', ['-t', '-q', '-p', folder, '-c', site], { stdio: 'pipe' })
  })

  const caddy = findProgram('caddy')
  test.skipIf(caddy === undefined)('Q7 Caddy takes its file, and has nothing to tidy in it', () => {
    const file = join(root, 'deploy/Caddyfile')
    const env = { ...process.env, HOME: folder }
    execFileSync(caddy ?? '', ['validate', '--adapter', 'caddyfile', '--config', file], {
      stdio: 'pipe',
      env,
    })
    expect(execFileSync(caddy ?? '', ['fmt', file], { encoding: 'utf8', env })).toBe(read('deploy/Caddyfile'))
  })

  const analyze = findProgram('systemd-analyze')
  test.skipIf(analyze === undefined)('Q7 systemd takes its units, and finds them shut', () => {
    for (const name of units) {
      const unit = read(`deploy/systemd/${name}`).replaceAll(/\/opt\/tonggao\b/g, root)
      writeFileSync(join(folder, name.replace('@.', '@3001.')), unit)
    }
    const files = units.map(name => join(folder, name.replace('@.', '@3001.')))
    execFileSync(analyze ?? '', ['verify', '--man=no', ...files], { stdio: 'pipe' })
    // 10 is open, 0 is shut; a unit that says nothing has 9.6.
    const security = ['security', '--offline=yes', '--threshold=30']
    for (const file of files.filter(name => name.endsWith('.service')))
      execFileSync(analyze ?? '', [...security, file], { stdio: 'pipe' })
  })
})
