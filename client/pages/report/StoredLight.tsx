/**
 * The stored light: green only when every character is on the server's disk. Changes are announced, but
 * not each flicker between saving and saved while someone types.
 */
import { Tooltip, VisuallyHidden } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useTranslation } from '../../i18n.ts'
import type { Light } from '../../collab/types.ts'
import './light.css'

/** Long enough that a typist hears "saved" once, when they stop. */
const quietMs = 1200

export function StoredLight({ light }: { readonly light: Light }) {
  const { t } = useTranslation()
  const [settled] = useDebouncedValue(light, quietMs)
  return (
    <>
      <Tooltip label={t(`reports.lightHint_${light}`)} multiline maw={280}>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the explanation must be reachable by keyboard */}
        <span className="light" data-light={light} tabIndex={0}>
          <i aria-hidden="true" />
          <span className="light-word">{t(`reports.light_${light}`)}</span>
        </span>
      </Tooltip>
      <VisuallyHidden aria-live="polite">{t(`reports.light_${settled}`)}</VisuallyHidden>
    </>
  )
}
