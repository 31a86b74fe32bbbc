/** 材料 handed in as the pages do it: a file's bytes under a name. */
import type { Caller } from './caller.ts'

type Given = {
  readonly reportId: string
  readonly bytes: Uint8Array | string
  readonly file?: string
  readonly name?: string
  readonly department?: string
  readonly for?: string
  readonly accept?: string
}

export async function bringMaterial(
  url: string,
  who: Pick<Caller, 'headers'>,
  { reportId, bytes, accept = 'application/json', file = '总结.txt', name = '部门总结', ...rest }: Given,
) {
  const query = new URLSearchParams({ file, name, ...rest })
  const answer = await fetch(`${url}/api/v1/reports/${reportId}/material?${query.toString()}`, {
    method: 'POST',
    headers: { ...who.headers, 'content-type': 'application/octet-stream', accept },
    body: typeof bytes === 'string' ? bytes : Buffer.from(bytes),
  })
  const text = await answer.text()
  const last: unknown = JSON.parse(text.trim().split('\n').at(-1) ?? 'null')
  return { status: answer.status, text, last, ...idAndCode(last) }
}

function idAndCode(answer: unknown): { readonly id: string; readonly code: string | undefined } {
  const of = (value: unknown, key: string): unknown =>
    typeof value === 'object' && value !== null && key in value ? Reflect.get(value, key) : undefined
  const id = of(answer, 'materialId') ?? of(of(answer, 'material'), 'materialId')
  const code = of(of(answer, 'error'), 'code')
  return { id: typeof id === 'string' ? id : '', code: typeof code === 'string' ? code : undefined }
}
