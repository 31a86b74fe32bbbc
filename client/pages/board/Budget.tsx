/** The length of the whole against its budget; when it is over, the rows say what each would give up. */
import { useTranslation } from '../../i18n.ts'
import type { Report } from '../../../shared/api.ts'
import { fromWords } from '../../../shared/budget.ts'
import { countedSections } from './rows.ts'

export function Budget({ report }: { readonly report: Report }) {
  const { t } = useTranslation()
  const now = countedSections(report).reduce((sum, { words }) => sum + words, 0)
  const { wordsCeiling, budgetUnit } = report
  const words = () => {
    if (wordsCeiling === null) return t('board.budgetNone')
    const ceiling = t(`board.budgetOf_${budgetUnit}`, { n: fromWords(wordsCeiling, budgetUnit) })
    return now > wordsCeiling
      ? t('board.budgetOver', { ceiling, over: now - wordsCeiling })
      : t('board.budgetFits', { ceiling, left: wordsCeiling - now })
  }
  return (
    <section className="board-budget" data-over={(wordsCeiling !== null && now > wordsCeiling) || undefined}>
      <h2>{t('board.budget')}</h2>
      <p>
        {t('board.budgetNow', {
          now,
          pages: fromWords(now, 'pages'),
          minutes: fromWords(now, 'minutes'),
        })}{' '}
        <b>{words()}</b>
      </p>
    </section>
  )
}
