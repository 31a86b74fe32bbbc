/** 签审后的改动 of this section, for whoever sees its 来稿. */
import { Text } from '@mantine/core'
import { useTranslation } from '../../i18n.ts'
import type { Report, Section } from '../../../shared/api.ts'
import { useSignedChanges } from '../../api/queries.ts'
import { SignedChanges } from '../../signed/SignedChanges.tsx'

type Props = { readonly report: Report; readonly section: Section }

export function AfterSigning({ report, section }: Props) {
  const { t } = useTranslation()
  const { data } = useSignedChanges(report, section)
  if (!data || data.signatures.length === 0) return null
  return (
    <section className="signing">
      <h3>{t('steps.changed')}</h3>
      {data.changes.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('steps.changedNone')}
        </Text>
      ) : (
        <>
          <Text size="sm" c="dimmed">
            {t('steps.changedLead')}
          </Text>
          <SignedChanges changes={data.changes} />
        </>
      )}
    </section>
  )
}
