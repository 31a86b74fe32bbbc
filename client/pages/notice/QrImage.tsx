/** A QR code, black on white in every colour scheme: scanners expect it so. Nothing where the text is too long. */
import { qrCode } from '../../../shared/qr.ts'

/** Light modules around it that a scanner needs. */
const quiet = 4

export function QrImage({ text, label }: { readonly text: string; readonly label: string }) {
  const rows = qrCode(text)
  if (!rows) return null
  const size = rows.length + 2 * quiet
  const path = rows
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + quiet} ${y + quiet}h1v1h-1z` : '')))
    .join('')
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path shape-rendering="crispEdges" d="${path}"/></svg>`
  return <img className="notice-code" src={`data:image/svg+xml,${encodeURIComponent(svg)}`} alt={label} />
}
