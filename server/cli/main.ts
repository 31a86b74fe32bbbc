#!/usr/bin/env node
/** The command line's entry point: the only part of it that touches the process. */
import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { sentenceOf } from '../ops/sentence.ts'
import { runCommand } from './run.ts'

// npm runs scripts in the package's folder; files are meant from where the person stands.
const here = process.env.INIT_CWD ?? process.cwd()
const pathOf = (named: string) => resolve(here, named)

runCommand(process.argv.slice(2), {
  env: process.env,
  language: /^en/i.test(process.env.LC_ALL ?? process.env.LANG ?? '') ? 'en' : 'zh',
  out: data => process.stdout.write(data),
  err: text => process.stderr.write(text),
  pathOf,
  readFile: path => readFile(pathOf(path)),
  writeFile: (path, data) => writeFile(pathOf(path), data),
}).then(
  code => {
    process.exitCode = code
  },
  (error: unknown) => {
    process.stderr.write(`${sentenceOf(error)}\n`)
    process.exitCode = 1
  },
)
