/** What is carried, and the short way: straight to the end of a section. */
import { Button, Group, Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Report, SectionText } from '../../../shared/api.ts'
import { accessTo, mayWrite } from '../../../shared/permissions.ts'
import { useSession } from '../../ui/session.tsx'
import type { Picked, Target } from './picked.ts'

type Props = {
  readonly report: Report
  readonly texts: readonly SectionText[]
  readonly picked: Picked
  readonly busy: boolean
  readonly onPut: (target: Target) => void
  readonly onClose: () => void
}

/** As keyboards have it in every language. */
const escapeKey = 'Esc'

export function PickedBar({ report, texts, picked, busy, onPut, onClose }: Props) {
  const { t } = useTranslation()
  const { actor } = useSession()
  const [sectionId, setSectionId] = useState<string | null>(null)
  const open = report.sections.filter(section => mayWrite(actor, accessTo(report, section)))
  const text = texts.find(one => one.sectionId === sectionId)
  const put = () => {
    if (!text) return
    const place = { kind: 'between' as const, before: text.text.content.length }
    onPut({ sectionId: text.sectionId, base: text.seq, place })
  }
  return (
    <section className="desk-bar" aria-label={t('desk.picked')} aria-live="polite">
      <p>
        <strong>{t('desk.picked')}</strong> {picked.quote} <span>{picked.from.label}</span>
      </p>
      <Group gap="xs">
        <Select
          size="xs"
          aria-label={t('desk.toSection')}
          placeholder={t('desk.toSection')}
          data={open.map(({ id, number, heading }) => ({ value: id, label: number + heading }))}
          value={sectionId}
          onChange={setSectionId}
          searchable
        />
        <Button size="xs" loading={busy} disabled={!text} onClick={put}>
          {t('desk.toEnd')}
        </Button>
        <Button size="xs" variant="default" onClick={onClose} rightSection={<kbd>{escapeKey}</kbd>}>
          {t('common.cancel')}
        </Button>
      </Group>
    </section>
  )
}
