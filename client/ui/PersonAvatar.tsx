/** A person as a small disc: the last one or two characters of the name on their colour. */
import { Tooltip } from '@mantine/core'
import './avatar.css'

type Props = {
  readonly name: string
  readonly color: string
  readonly label?: string
  readonly small?: boolean
}

export function PersonAvatar({ name, color, label, small = false }: Props) {
  return (
    <Tooltip label={label ?? name} openDelay={200}>
      <span
        className={small ? 'avatar avatar-small' : 'avatar'}
        style={{ background: color, color: inkOn(color) }}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- there is no image to load
        role="img"
        aria-label={label ?? name}
        data-initials={initials(name, small ? 1 : 2)}
      />
    </Tooltip>
  )
}

/** 王小梅 → 小梅; Anna Lee → AL. */
export function initials(name: string, length: number): string {
  const words = name.trim().split(/\s+/)
  const letters =
    words.length > 1 && /^[\x20-\x7e]+$/.test(name)
      ? words.map(word => word[0] ?? '')
      : Array.from(name.trim()).slice(-length)
  return letters.slice(0, length).join('').toUpperCase()
}

/** Black or white, whichever reads better on #rrggbb (WCAG relative luminance). */
export function inkOn(color: string): string {
  const channel = (at: number) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  const luminance = 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
  return 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 ? '#ffffff' : '#000000'
}
