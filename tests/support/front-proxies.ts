/**
 * nginx and Caddy as people put them before the server: by the examples in deploy/, on loopback, with a
 * certificate that nobody else believes.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { findProgram } from './programs.ts'

const deploy = join(import.meta.dirname, '../../deploy')

export type Certificate = { readonly certificate: string; readonly key: string }

export type Front = {
  readonly url: string
  stop(): Promise<void>
}

type Before = {
  /** Of the processes behind it. */
  readonly ports: readonly number[]
  /** Its own. */
  readonly port: number
  readonly certificate: Certificate
}

/** For localhost, for a day. */
export function trialCertificate(folder: string): Certificate {
  const made = { certificate: join(folder, 'localhost.pem'), key: join(folder, 'localhost.key') }
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', ...subject]
  execFileSync('openssl', [...request, '-out', made.certificate, '-keyout', made.key], { stdio: 'ignore' })
  return made
}

/** Writes deploy/nginx.conf with these ports and this certificate, and around it what a system has; answers the file. */
export function nginxSite(folder: string, { ports, port, certificate }: Before): string {
  const servers = ports.map(one => `    server 127.0.0.1:${one} max_fails=2 fail_timeout=10s;\n`)
  const site = readFileSync(join(deploy, 'nginx.conf'), 'utf8')
    .replaceAll(/^ {4}listen \[::\].*\n/gm, '')
    .replace('listen 80;', `listen 127.0.0.1:${port + 1};`)
    .replace('listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`)
    .replace(/( {4}server 127\.0\.0\.1.*\n)+/, servers.join(''))
    .replace(/ssl_certificate .*;/, `ssl_certificate ${certificate.certificate};`)
    .replace(/ssl_certificate_key .*;/, `ssl_certificate_key ${certificate.key};`)
    .replaceAll('server_name tonggao.example.cn', 'server_name localhost')
  writeFileSync(join(folder, 'site.conf'), site)
  for (const name of ['body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'])
    mkdirSync(join(folder, name), { recursive: true })
  const main = join(folder, 'nginx.conf')
  writeFileSync(
    main,
    `daemon off; pid ${folder}/nginx.pid; error_log ${folder}/error.log; worker_processes 1;
${process.getuid?.() === 0 ? 'user root;' : ''}
events { worker_connections 512; }
http {
  access_log off;
  client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
  include ${folder}/site.conf;
}
`,
  )
  return main
}

export async function startNginx(folder: string, before: Before): Promise<Front> {
  const args = ['-p', folder, '-c', nginxSite(folder, before)]
  const child = spawn(findProgram('nginx') ?? '', args, { stdio: 'inherit' })
  return running(child, before.port)
}

export async function startCaddy(folder: string, { ports, port, certificate }: Before): Promise<Front> {
  const file = join(folder, 'Caddyfile')
  const example = readFileSync(join(deploy, 'Caddyfile'), 'utf8')
  const tls = `\ttls ${certificate.certificate} ${certificate.key}\n`
  // Without its own administration, and without the port for plain http, which belongs to root.
  const site = example.replace(/^(\{\$PUBLIC_URL.*\n)/m, `$1${tls}\tbind 127.0.0.1\n`)
  writeFileSync(file, `{\n\tadmin off\n\tauto_https disable_redirects\n}\n${site}`)
  const child = spawn(findProgram('caddy') ?? '', ['run', '--adapter', 'caddyfile', '--config', file], {
    env: {
      ...process.env,
      HOME: folder,
      PUBLIC_URL: `https://localhost:${port}`,
      TONGGAO_PROCESSES: ports.map(one => `127.0.0.1:${one}`).join(' '),
    },
    stdio: 'ignore',
  })
  return running(child, port)
}

async function running(child: ChildProcess, port: number): Promise<Front> {
  while (!(await isOpen(port))) {
    if (child.exitCode !== null) throw new Error(`the proxy ended with ${child.exitCode}`)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  return {
    url: `https://localhost:${port}`,
    async stop() {
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
    },
  }
}

async function isOpen(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  return new Promise(resolve => {
    const end = (open: boolean) => {
      socket.destroy()
      resolve(open)
    }
    socket.once('connect', () => end(true)).once('error', () => end(false))
  })
}
