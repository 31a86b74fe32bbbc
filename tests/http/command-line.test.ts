/** The command line as a person calls it, beside a running server on the same data. */
import { execFile } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BusEvent } from '../../server/bus/bus.ts'
import { runCommand } from '../../server/cli/run.ts'
import { sentenceOf } from '../../server/ops/sentence.ts'
import { docx, drawing, inList, officialList, p, style, t } from '../support/docx.ts'
import { type Office, openOffice } from './office.ts'

const root = join(import.meta.dirname, '../..')
const summary = `澄溪镇2026年工作总结

一、主要工作
（一）守住粮田。全年播种粮食九千八百六十亩。
（二）治好溪水。清淤河道十二公里。
二、存在问题
少数村的账目还不够细。

澄溪镇人民政府
2026年12月1日
`

describe('tonggao', () => {
  let office: Office
  beforeAll(async () => {
    office = await openOffice({ bare: true })
    writeFileSync(join(office.dataDir, 'summary.txt'), summary)
  })
  afterAll(() => office.close())

  type Ran = { readonly code: number; readonly out: string; readonly err: string }
  const tonggao = (...args: string[]) => tonggaoIn(office.env, ...args)
  /** A program of its own over the same data, in this process: loading it takes a second each time. */
  const tonggaoIn = async (where: Readonly<Record<string, string>>, ...args: string[]): Promise<Ran> => {
    const [out, err]: [Buffer[], string[]] = [[], []]
    const pathOf = (named: string) => resolve(office.dataDir, named)
    const code = await runCommand(args, {
      env: { ...process.env, ...where },
      language: 'en',
      out: data => void out.push(Buffer.from(data)),
      err: text => void err.push(text),
      pathOf,
      readFile: path => readFile(pathOf(path)),
      writeFile: (path, data) => writeFile(pathOf(path), data),
    }).catch((error: unknown) => {
      err.push(`${sentenceOf(error)}\n`)
      return 1
    })
    return { code, out: Buffer.concat(out).toString(), err: err.join('') }
  }
  /** As a person calls it: a process of its own, which must end by itself. */
  const called = (where: Readonly<Record<string, string>>, ...args: string[]) =>
    new Promise<Ran>(done => {
      const env = { ...process.env, ...where, INIT_CWD: office.dataDir, LANG: 'en_GB.UTF-8' }
      const command = [join(root, 'server/cli/main.ts'), ...args]
      const child = execFile(process.execPath, command, { cwd: root, env }, (_error, out, err) =>
        done({ code: child.exitCode ?? -1, out, err }),
      )
    })
  let token = ''
  let reportId = ''
  const bearer = () => ({ authorization: `Bearer ${token}` })

  test('N1 called without sense it says how to call it, exit 2; asked for help, exit 0', async () => {
    const [bare, unknown, half, helped] = await Promise.all([
      called(office.env),
      called(office.env, 'fly'),
      tonggao('import', 'summary.txt'),
      tonggao('token', 'create', '--help'),
    ])
    expect([bare.code, unknown.code, half.code, helped.code]).toEqual([2, 2, 2, 0])
    for (const command of ['init', 'token create', 'import', 'export', 'list'])
      expect(bare.out).toContain(command)
    expect(unknown.err).toContain('fly')
    expect(half.err).toContain('--title')
    expect(helped.out).toContain('--user')
  })

  test('N2 init makes organisation, departments and administrator, once', async () => {
    const init = () =>
      tonggao(
        'init',
        '--org',
        '澄溪镇',
        '--username',
        'gu',
        '--password',
        'mai-zi-huang',
        '--departments',
        '农业办、规划办',
      )
    expect((await tonggao('list')).code).toBe(1)
    expect((await init()).code).toBe(0)
    const again = await init()
    expect([again.code, again.err]).toEqual([1, 'This organisation is already set up.\n'])
    const signedIn = await office.caller().call('signIn', {}, { login: 'gu', password: 'mai-zi-huang' })
    expect(signedIn.body).toMatchObject({
      person: { isAdministrator: true },
      organisation: { name: '澄溪镇' },
    })
    const weak = await tonggao('init', '--org', '甲', '--username', 'a b', '--password', 'short')
    expect(weak.code).toBe(2)
    expect(weak.err).toMatch(/--username[\s\S]*--password/)
  })

  test('N3 a token made beside the server works in it', async () => {
    expect((await tonggao('token', 'create', '--user', 'nobody')).code).toBe(1)
    token = (await tonggao('token', 'create', '--user', 'gu', '--days', '30')).out.trim()
    expect((await office.caller(bearer()).call('listDepartments', {})).body).toHaveLength(2)
    expect((await tonggao('token', 'create', '--user', 'gu', '--days', 'many')).code).toBe(2)
    const { entries } = (await office.caller(bearer()).call('listAudit', {}, {})).body
    expect(entries[0]).toMatchObject({ action: 'token.create', via: 'cli', address: null, personId: null })
  })

  test('N4 import prints the report’s id, and tells what it left out', async () => {
    const plain = await tonggao('import', 'summary.txt', '--title', '澄溪镇2026年工作总结')
    reportId = plain.out.trim()
    expect(reportId).toMatch(/^[a-z][0-9a-z]{15}$/)
    // Numbers and blanks are counted, not listed.
    expect(plain.err).toMatch(/^Removed by rule: 4 numbers .*blanks and line ends\n$/)
    const { body } = await office.caller(bearer()).call('getReport', { reportId })
    expect(body.sections.map(({ number, heading }) => number + heading)).toEqual(
      expect.arrayContaining(['一、主要工作', '二、存在问题']),
    )
    expect(body.matter).toMatchObject({ signature: '澄溪镇人民政府', date: '2026-12-01' })
    expect(body.sections.map(({ text }) => text).join()).toContain('九千八百六十亩')
    expect((await tonggao('import', 'absent.txt', '--title', '无')).code).toBe(2)
    writeFileSync(join(office.dataDir, 'gap.txt'), summary.replace('二、存在问题', '三、存在的`问题'))
    const { err } = await tonggao('import', 'gap.txt', '--title', '缺一项')
    // What a person should look at has its line, in words.
    expect(err).toContain('Line 6: A mark left over from a web page: `\n')
    expect(err).toContain('Line 6: A number is missing: 二、 expected, 三、 found: 三、存在的`问题\n')
    for (const [name, bytes, reason] of [
      ['broken.docx', 'PK', 'The file is damaged'],
      ['table.xlsx', 'a,b', 'This file cannot be read'],
    ] as const) {
      writeFileSync(join(office.dataDir, name), bytes)
      const refused = await tonggao('import', name, '--title', '无')
      expect([name, refused.code, refused.err]).toEqual([name, 1, expect.stringContaining(reason)])
    }
  })

  test('N4 a Word file comes in like the text that it shows, with a list of what was left out', async () => {
    const body = [
      p('澄溪镇2026年工作总结', style('a3')),
      p('守住粮田', `${style('1')}${inList(1)}`),
      p(
        '全年播种<w:ins w:author="林"><w:r><w:t>粮食</w:t></w:r></w:ins>九千八百六十亩。'.replace(
          /^[^<]+|[^>]+$/g,
          t,
        ),
      ),
    ].join('')
    writeFileSync(join(office.dataDir, 'summary.docx'), docx({ body, numbering: officialList }))
    const accepted = await tonggao('import', 'summary.docx', '--title', '澄溪镇总结')
    expect(accepted.err).toContain('Tracked insertion: 林: 粮食\n')
    const textOf = async (id: string) => {
      const { body } = await office.caller(bearer()).call('getReport', { reportId: id })
      return body.sections.map(({ number, heading, text }) => `${number}${heading} ${text}`)
    }
    expect(await textOf(accepted.out.trim())).toEqual(['一、守住粮田 全年播种粮食九千八百六十亩。'])
    const rejected = await tonggao('import', 'summary.docx', '--title', '甲', '--changes', 'reject')
    expect(await textOf(rejected.out.trim())).toEqual(['一、守住粮田 全年播种九千八百六十亩。'])
    expect((await tonggao('import', 'summary.docx', '--title', '甲', '--changes', 'maybe')).code).toBe(2)
  })

  test('I25 the images of a Word file come along with the report; one that is none costs it nothing', async () => {
    const png = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#2a6' } })
      .png()
      .toBuffer()
    const broken = Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3])
    const body = [
      p('一、守住粮田'),
      p('全年播种粮食九千八百六十亩。'),
      p(drawing('i1', '三处晒场')),
      p(drawing('i2', '坏图')),
      p('以上为附图。'),
    ].join('')
    const links = { i1: ['image', 'media/1.png'], i2: ['image', 'media/2.png'] } as const
    const entries = { 'word/media/1.png': new Uint8Array(png), 'word/media/2.png': new Uint8Array(broken) }
    writeFileSync(join(office.dataDir, 'pictures.docx'), docx({ body, links, entries }))
    const made = await tonggao('import', 'pictures.docx', '--title', '附图的总结')
    expect(made.err).toContain('1 ')
    const exported = await fetch(`${office.url}/api/v1/reports/${made.out.trim()}/export?format=html`, {
      headers: bearer(),
    })
    expect(await exported.text()).toMatch(/<img src="data:image\/png;base64,[^"]+" alt="三处晒场"/)
    const again = await tonggao('export', made.out.trim(), '--format', 'docx', '-o', 'again.docx')
    expect(again.code).toBe(0)
  })

  test('N5 import --json shows the report as the API does', async () => {
    const { out, code } = await tonggao(
      'import',
      'summary.txt',
      '--title',
      '另一份',
      '--period',
      '2026年',
      '--json',
    )
    expect(code).toBe(0)
    const { dropped, doubts, remarks, failedImages, ...report } = JSON.parse(out)
    expect(failedImages).toBe(0)
    expect(await office.caller(bearer()).call('getReport', { reportId: report.id })).toMatchObject({
      body: report,
    })
    expect([dropped, doubts, remarks].map(Array.isArray)).toEqual([true, true, true])
  })

  test('N6 list shows what the server shows', async () => {
    const { out } = await tonggao('list', '--json')
    const { body } = await office.caller(bearer()).call('listReports', {})
    expect(JSON.parse(out)).toEqual(body)
    expect((await tonggao('list')).out).toContain(`${reportId}\tdrafting\t`)
  })

  test('N7 export gives the same bytes as the button, to a file or to the next program', async () => {
    for (const format of ['docx', 'html', 'print-html', 'md', 'txt', 'json']) {
      const response = await fetch(`${office.url}/api/v1/reports/${reportId}/export?format=${format}`, {
        headers: bearer(),
      })
      const bytes = Buffer.from(await response.arrayBuffer())
      const file = `out.${format}`
      expect((await tonggao('export', reportId, '--format', format, '-o', file)).code).toBe(0)
      expect(readFileSync(join(office.dataDir, file)).equals(bytes)).toBe(true)
      if (format === 'txt') {
        const piped = await called(office.env, 'export', reportId, '--format', format)
        expect(Buffer.from(piped.out).equals(bytes)).toBe(true)
      }
    }
    expect((await tonggao('export', reportId, '--format', 'wps')).code).toBe(2)
    expect((await tonggao('export', 'nosuchreport1234', '--format', 'txt')).code).toBe(1)
  })

  test('N8 the running server notices what the command line wrote', async () => {
    const heard: BusEvent[] = []
    const stop = office.program.bus.listen(event => heard.push(event))
    const made = (await called(office.env, 'import', 'summary.txt', '--title', '第三份')).out.trim()
    await expect
      .poll(() => heard, { timeout: 5000 })
      .toContainEqual({ type: 'report', reportId: made, revision: 1 })
    expect(heard).toContainEqual({ type: 'grants', reportId: made })
    stop()
  })

  test('N9 a data directory that cannot be one is said in a sentence, with what the machine says', async () => {
    const ran = await called({ DATA_DIR: join(office.dataDir, 'summary.txt') }, 'list')
    expect(ran.err).toMatch(/^DATA_DIR \S+summary\.txt cannot be used \(EEXIST.*\)\n$/)
  })

  test('C11 check reads a file without a data directory, as words and as JSON, and exits by what it found', async () => {
    const text = '2026年工作总结\n\n截止目前，共完成投资20xx万元。\n一切正常，各项任务全部完成。\n'
    writeFileSync(join(office.dataDir, 'draft.txt'), text)
    writeFileSync(join(office.dataDir, 'clean.md'), '# 2026年工作总结\n\n各项任务全部完成。\n')
    const nowhere = join(office.dataDir, 'not', 'there')
    const alone = (...args: string[]) => tonggaoIn({ DATA_DIR: nowhere }, ...args)
    const json = await alone('check', 'draft.txt', '--json')
    expect(json.code).toBe(1)
    expect(JSON.parse(json.out)).toMatchObject({
      findings: [
        {
          rule: 'wrong-word',
          severity: 'warning',
          line: 3,
          quote: '截止',
          fix: { edits: [{ text: '截至' }] },
        },
        { rule: 'placeholder', severity: 'error', line: 3, quote: '20xx' },
      ],
    })
    const [errors, one, clean] = await Promise.all([
      alone('check', 'draft.txt', '--min', 'error'),
      alone('check', 'draft.txt', '--rules', 'sum,growth'),
      alone('check', 'clean.md'),
    ])
    expect([errors.code, one.code, clean.code]).toEqual([1, 0, 0])
    expect(errors.out).toMatch(/^Line 3 Error .*\(placeholder\)/)
    expect(errors.out).not.toContain('wrong-word')
    const [rule, level, missing] = await Promise.all([
      alone('check', 'draft.txt', '--rules', 'spelling'),
      alone('check', 'draft.txt', '--min', 'loud'),
      alone('check', 'missing.txt'),
    ])
    expect([rule.code, level.code, missing.code]).toEqual([2, 2, 2])
    expect(existsSync(nowhere)).toBe(false)
  })

  test('C11 check reads docx and html as the lines that they show, and refuses what is none', async () => {
    const body = [p('2026年工作总结'), p(t('')), p('截止目前，一切正常。')].join('')
    writeFileSync(join(office.dataDir, 'draft.docx'), docx({ body }))
    writeFileSync(
      join(office.dataDir, 'draft.html'),
      '<h1>2026年工作总结</h1>\n\n<script>截止</script><p>截止目前，<b>一切</b>正常。</p>',
    )
    writeFileSync(join(office.dataDir, 'damaged.docx'), 'PK')
    writeFileSync(join(office.dataDir, 'figures.xlsx'), 'a,b')
    const alone = (...args: string[]) =>
      tonggaoIn({ DATA_DIR: join(office.dataDir, 'not', 'there') }, ...args)
    const [word, page, damaged, foreign] = await Promise.all([
      alone('check', 'draft.docx', '--json'),
      alone('check', 'draft.html', '--json'),
      alone('check', 'damaged.docx'),
      alone('check', 'figures.xlsx'),
    ])
    for (const ran of [word, page]) {
      expect(ran.code).toBe(1)
      const { findings } = JSON.parse(ran.out)
      expect(findings).toMatchObject([{ rule: 'wrong-word', line: 2, quote: '截止' }])
    }
    expect([damaged.code, damaged.err]).toEqual([1, expect.stringContaining('damaged')])
    expect([foreign.code, foreign.err]).toEqual([1, expect.stringContaining('.docx')])
  })

  test('C11 check reads a report by its id, and says in which section', async () => {
    writeFileSync(join(office.dataDir, 'slips.txt'), summary.replace('全年播种', '截止目前播种'))
    const made = (await tonggao('import', 'slips.txt', '--title', '第四份')).out.trim()
    const { body } = await office.caller(bearer()).call('getReport', { reportId: made })
    const { sections } = body as { sections: readonly { id: string; text: string }[] }
    const ran = await tonggao('check', made, '--json', '--rules', 'wrong-word')
    expect(JSON.parse(ran.out)).toMatchObject({
      findings: [
        {
          section: sections.find(({ text }) => text.includes('截止'))?.id,
          rule: 'wrong-word',
          quote: '截止',
        },
      ],
    })
    expect((await tonggao('check', 'nosuchreport1234')).code).toBe(1)
  })

  test('C45 check reads the house’s list for a report, and a table of it for a file, whose bad rows it names', async () => {
    await office.caller(bearer()).call(
      'addHouseEntry',
      {},
      {
        kind: 'term',
        wording: '五千亩',
        instead: '5000亩',
        rank: null,
        note: '',
      },
    )
    writeFileSync(join(office.dataDir, 'terms.txt'), '2026年工作总结\n\n全年播种五千亩，为老百姓办实事。\n')
    writeFileSync(join(office.dataDir, 'house.csv'), '规范表述,老百姓,群众\n怪类,甲\n')
    const made = (await tonggao('import', 'terms.txt', '--title', '第五份')).out.trim()
    const quotes = (out: string) =>
      (JSON.parse(out) as { findings: { quote: string }[] }).findings.map(({ quote }) => quote)
    const only = ['--json', '--rules', 'house-term']
    const [report, file, instead, none] = await Promise.all([
      tonggao('check', made, ...only),
      tonggao('check', 'terms.txt', ...only, '--house', 'house.csv'),
      tonggao('check', made, ...only, '--house', 'house.csv'),
      tonggao('check', 'terms.txt', '--house', 'missing.csv'),
    ])
    expect(quotes(report.out)).toEqual(['五千亩'])
    expect(quotes(file.out)).toEqual(['老百姓'])
    expect(file.err).toContain('house.csv: ')
    expect(quotes(instead.out)).toEqual(['老百姓'])
    expect(none.code).toBe(2)
  })
})
