/**
 * LibreOffice, where the machine has it: it makes docx of files that no reader of ours knows (doc, wps, rtf, odt).
 *
 * 1. Each run has a profile of its own in a folder of its own, which is removed with it: no macro runs, no
 *    address is opened, nothing of one file is left for the next.
 * 2. One run at a time, no longer than limits.officeMs; then it is killed with all that it started. So many may
 *    wait, of each person too.
 * 3. Without it, `save-as-docx`: people are told what they can do instead.
 */
import { spawn } from 'node:child_process'
import { access, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { kill } from 'node:process'
import { pathToFileURL } from 'node:url'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { limits } from '../../shared/limits.ts'
import { createPlaces } from './places.ts'

export type OfficeProgram = {
  /** The bytes of a docx made of the file. `ending` is its own: doc, wps, rtf, odt. */
  toDocx(bytes: Uint8Array, ending: string, turn?: OfficeTurn): Promise<Outcome<Uint8Array>>
}

/** Whose it is, a person's id, and what cancels it. */
type OfficeTurn = { readonly owner?: string | undefined; readonly signal?: AbortSignal | undefined }

/** Where LibreOffice installs itself. */
const places = [
  '/usr/bin/soffice',
  '/usr/local/bin/soffice',
  '/usr/bin/libreoffice',
  '/opt/libreoffice/program/soffice',
  '/Applications/LibreOffice.app/Contents/MacOS/soffice',
  'C:\\Program Files\\LibreOffice\\program\\soffice.exe',
]

/** `path` names the program, `off` says that there is none; undefined looks for it. */
export async function findOfficeProgram(path: string | undefined): Promise<OfficeProgram | undefined> {
  if (path === 'off') return undefined
  for (const place of path === undefined ? places : [path])
    if (
      await access(place).then(
        () => true,
        () => false,
      )
    )
      return createOfficeProgram(place)
  return undefined
}

export function createOfficeProgram(program: string, ms: number = limits.officeMs): OfficeProgram {
  let last: Promise<unknown> = Promise.resolve()
  const queue = createPlaces({ all: limits.officeWaiting, each: limits.officePerPerson })
  return {
    async toDocx(bytes, ending, { owner, signal } = {}) {
      const place = queue.enter(owner)
      if (!place) return refuse('conversions-busy')
      const turn = last.then(() =>
        signal?.aborted ? refuse('cancelled') : convert(program, bytes, ending, ms, signal),
      )
      last = turn.catch(() => undefined)
      try {
        return await turn
      } catch {
        // Only the folder for temporary files can fail here.
        return refuse('temporary-full')
      } finally {
        place.leave()
      }
    },
  }
}

async function convert(
  program: string,
  bytes: Uint8Array,
  ending: string,
  ms: number,
  signal: AbortSignal | undefined,
): Promise<Outcome<Uint8Array>> {
  const folder = await mkdtemp(join(tmpdir(), 'tonggao-office-'))
  try {
    const profile = join(folder, 'profile')
    await mkdir(join(profile, 'user'), { recursive: true })
    await writeFile(join(profile, 'user', 'registrymodifications.xcu'), settings)
    // A name of ours: theirs would be an argument.
    const source = join(folder, `file.${/^[a-z]{2,4}$/.test(ending) ? ending : 'doc'}`)
    await writeFile(source, bytes)
    const args = [
      `-env:UserInstallation=${pathToFileURL(profile).href}`,
      '--headless',
      '--norestore',
      '--nolockcheck',
      '--convert-to',
      'docx:MS Word 2007 XML',
      '--outdir',
      join(folder, 'made'),
      source,
    ]
    const ended = await run(program, args, folder, ms, signal)
    if (!ended.ok) return ended
    return await readMade(join(folder, 'made', 'file.docx'))
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

async function readMade(path: string): Promise<Outcome<Uint8Array>> {
  const size = await stat(path).then(
    found => found.size,
    () => undefined,
  )
  if (size === undefined) return refuse('file-broken')
  if (size > limits.intakeBytes) return refuse('too-large')
  return done(new Uint8Array(await readFile(path)))
}

/** A group of its own, so that whatever it starts ends with it. */
async function run(
  program: string,
  args: readonly string[],
  cwd: string,
  ms: number,
  signal: AbortSignal | undefined,
): Promise<Outcome<null>> {
  // Heard before there is anybody to hear it: the listener below would wait for ever.
  if (signal?.aborted) return refuse('cancelled')
  const child = spawn(program, args, { cwd, stdio: 'ignore', detached: true })
  return new Promise(resolve => {
    const end = (outcome: Outcome<null>) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
      killGroup(child.pid)
      resolve(outcome)
    }
    const abort = () => end(refuse('cancelled'))
    const timer = setTimeout(() => end(refuse('conversion-stopped', { limit: 'time' })), ms)
    signal?.addEventListener('abort', abort, { once: true })
    child.once('error', () => end(refuse('save-as-docx')))
    // What came of it is judged by the file that it made.
    child.once('exit', () => end(done(null)))
  })
}

/** Kills without a shell of ours: the group's leader has ended already where all went well. */
function killGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    kill(-pid, 'SIGKILL')
  } catch {
    // Nobody is left, or this system knows no groups.
  }
}

const item = (path: string, name: string, value: string) =>
  `<item oor:path="${path}"><prop oor:name="${name}" oor:op="fuse"><value>${value}</value></prop></item>`

/** No macro, no link that updates itself, no address that a file names, no word about a new version. */
const settings = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
${[
  item('/org.openoffice.Office.Common/Security/Scripting', 'MacroSecurityLevel', '3'),
  item('/org.openoffice.Office.Common/Security/Scripting', 'DisableMacrosExecution', 'true'),
  item('/org.openoffice.Office.Common/Security/Scripting', 'BlockUntrustedRefererLinks', 'true'),
  item('/org.openoffice.Office.Common/Security/Scripting', 'DisableActiveContent', 'true'),
  item('/org.openoffice.Office.Writer/Content/Update', 'Link', '0'),
  item(
    '/org.openoffice.Office.Jobs/Jobs/org.openoffice.Office.Jobs:Job["UpdateCheck"]/Arguments',
    'AutoCheckEnabled',
    'false',
  ),
].join('\n')}
</oor:items>
`
