/** 我的指标: the figures that an author's departments still owe, filled in right here. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { ResponseOf } from '../../../shared/api.ts'
import { useMyFigures } from '../../api/queries.ts'
import { FigureDialog } from '../../figures/FigureDialog.tsx'
import { FigureRow } from '../../figures/FigureRow.tsx'

type Owed = ResponseOf<'listMyFigures'>[number]

export function MyFigures() {
  const { t } = useTranslation()
  const figures = useMyFigures().data
  const [shown, setShown] = useState<Owed>()
  const actOn = ({ value }: Owed) => t(value === null ? 'figures.fill' : 'figures.change')
  if (!figures || figures.length === 0) return null
  return (
    <section className="my-work my-figures" aria-labelledby="my-figures">
      <h2 id="my-figures">{t('figures.mine')}</h2>
      <p>{t('figures.mineLead')}</p>
      <ul>
        {figures.map(figure => (
          <FigureRow key={figure.id} figure={figure} beside={[figure.reportTitle]}>
            <Button
              size="compact-sm"
              variant="light"
              aria-label={t('figures.open', { act: actOn(figure), name: figure.name })}
              onClick={() => setShown(figure)}
            >
              {actOn(figure)}
            </Button>
          </FigureRow>
        ))}
      </ul>
      {shown && (
        <FigureDialog
          reportId={shown.reportId}
          stage="drafting"
          figure={shown}
          onClose={() => setShown(undefined)}
        />
      )}
    </section>
  )
}
