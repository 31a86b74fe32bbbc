/**
 * Last year's text beside the box, or folded below it on a phone. A paragraph is taken over with a blank for
 * each figure, year and name; the old values stay listed here.
 */
import { useEffect, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Carried } from '../../../shared/api.ts'
import { blankOut, findValues } from '../../../shared/carry-over.ts'
import { call } from '../../api/call.ts'
import { MarkedLine, oldValues } from '../../panels/last-year/MarkedLine.tsx'
import { linesOfText } from '../../ui/text-lines.ts'
import type { At } from './HandInPage.tsx'

type Props = { readonly at: At; readonly onTake?: (line: string) => void }

/** There is room for it beside the box. */
const isWide = () => matchMedia('(min-width: 60em)').matches

export function LastYear({ at: { reportId, sectionId }, onTake }: Props) {
  const { t } = useTranslation()
  const [wide] = useState(isWide)
  const [carried, setCarried] = useState<Carried | 'failed'>()
  useEffect(() => {
    call('getCarried', { reportId, sectionId }).then(setCarried, () => setCarried('failed'))
  }, [reportId, sectionId])
  return (
    <details className="hand-in-last" open={wide}>
      <summary>{t('lastYear.title')}</summary>
      {carried === undefined ? (
        <p className="tg-hint">{t('common.oneMoment')}</p>
      ) : (
        <Text carried={carried} onTake={onTake} />
      )}
    </details>
  )
}

type TextProps = { readonly carried: Carried | 'failed'; readonly onTake: Props['onTake'] }

function Text({ carried, onTake }: TextProps) {
  const { t } = useTranslation()
  if (carried === 'failed') return <p className="tg-hint">{t('handIn.lastYearFailed')}</p>
  if (carried.state === 'deleted') return <p className="tg-hint">{t('lastYear.deleted')}</p>
  const lines = linesOfText(carried.text).filter(line => line.trim() !== '')
  return (
    <>
      <p className="tg-hint">{t('lastYear.from', { title: carried.title })}</p>
      {lines.length === 0 && <p className="tg-hint">{t('lastYear.empty')}</p>}
      {lines.length > 0 && onTake && <p className="tg-hint">{t('lastYear.lead')}</p>}
      {lines.map((line, nth) => (
        <Line
          key={`${nth}-${line.slice(0, 12)}`}
          nth={nth + 1}
          line={line}
          names={carried.names}
          onTake={onTake}
        />
      ))}
    </>
  )
}

type LineProps = {
  readonly nth: number
  readonly line: string
  readonly names: readonly string[]
  readonly onTake: Props['onTake']
}

function Line({ nth, line, names, onTake }: LineProps) {
  const { t } = useTranslation()
  const [taken, setTaken] = useState(false)
  const values = findValues(line, names)
  const olds = oldValues([{ text: line, values }])
  const take = () => {
    onTake?.(blankOut(line, names).text)
    setTaken(true)
  }
  return (
    <div className="hand-in-last-part">
      <MarkedLine text={line} values={values} />
      {olds.length > 0 && (
        <p className="tg-hint">{t('lastYear.olds', { values: olds.join(t('common.listComma')) })}</p>
      )}
      {onTake && (
        <button
          type="button"
          className="hand-in-link"
          aria-label={t('lastYear.takeOf', { n: nth })}
          onClick={take}
        >
          {t('lastYear.take')}
        </button>
      )}
      <output className="tg-hint">
        {taken && (olds.length > 0 ? t('lastYear.taken', { n: olds.length }) : t('lastYear.takenPlain'))}
      </output>
    </div>
  )
}
