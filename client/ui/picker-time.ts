/** Between the API's ISO 8601 UTC and the pickers' "YYYY-MM-DD HH:mm:ss" in the reader's own time zone. */
const two = (value: number) => String(value).padStart(2, '0')

export function toPicker(iso: string | null): string | null {
  if (iso === null) return null
  const at = new Date(iso)
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`
}

export function fromPicker(value: string | null): string | null {
  return value === null || value === '' ? null : new Date(value.replace(' ', 'T')).toISOString()
}
