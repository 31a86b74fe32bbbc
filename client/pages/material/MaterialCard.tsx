/** One of 材料: whose it is, its original, and what became of each line; withdrawn as long as nothing of it is used. */
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { HandedInMaterial } from '../../../shared/api.ts'
import { attachmentPath } from '../../api/files.ts'
import { keys, useCall } from '../../api/queries.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { tell } from '../../ui/notice.ts'
import { useTellFailure } from '../../ui/tell-failure.ts'
import { useTimes } from '../../ui/times.ts'

type Props = { readonly reportId: string; readonly material: HandedInMaterial }

export function MaterialCard({ reportId, material }: Props) {
  const { t } = useTranslation()
  const { moment } = useTimes()
  const { name, lines } = material
  const told = lines.filter(({ fate }) => fate !== null)
  const used = told.filter(({ fate }) => fate !== 'unused')
  return (
    <li className="material-card">
      <header>
        <h2>{name}</h2>
        <p>
          {t('material.by', {
            department: material.departmentName ?? t('material.noDepartment'),
            name: material.enteredFor ?? material.personName,
            time: moment(material.at),
            words: material.words,
          })}
        </p>
      </header>
      <p className="material-acts">
        <a href={attachmentPath(reportId, material.attachmentId)} download>
          {t('material.original', { name: material.fileName })}
        </a>
        {material.mayWithdraw && <Withdrawing reportId={reportId} material={material} />}
        {material.taken && <span className="material-quiet">{t('material.used')}</span>}
      </p>
      <details>
        <summary>{t('material.fates', { n: told.length, used: used.length })}</summary>
        <ul>
          {told.map(({ text, fate, places }, at) => (
            <li key={`${at}-${text.slice(0, 12)}`}>
              <span>{text}</span>
              {fate !== null && (
                <span className="material-fate" data-fate={fate}>
                  {t(`outline.fate_${fate}`, { sections: places.join(t('common.listComma')) })}
                </span>
              )}
            </li>
          ))}
        </ul>
      </details>
    </li>
  )
}

function Withdrawing({ reportId, material: { id: materialId, name } }: Props) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const fail = useTellFailure()
  const [asked, setAsked] = useState(false)
  const { mutateAsync, isPending } = useCall('withdrawMaterial', [keys.myMaterial, ['desk', reportId]])
  const withdraw = async () => {
    try {
      const list = await mutateAsync([{ reportId, materialId }])
      client.setQueryData(keys.material(reportId), list)
      tell(t('material.withdrawn', { name }))
    } catch (error) {
      fail(error)
    }
    setAsked(false)
  }
  return (
    <>
      <Button
        size="compact-sm"
        variant="subtle"
        color="red"
        aria-label={t('material.withdrawOf', { name })}
        onClick={() => setAsked(true)}
      >
        {t('material.withdraw')}
      </Button>
      <Confirm
        opened={asked}
        title={t('material.withdrawOf', { name })}
        lead={t('material.withdrawLead', { name })}
        action={t('material.withdraw')}
        danger
        busy={isPending}
        onClose={() => setAsked(false)}
        onConfirm={() => void withdraw()}
      />
    </>
  )
}
