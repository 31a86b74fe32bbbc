/** What was done at the desk, the newest first; each can be taken back as long as its words are as they were put. */
import { Button } from '@mantine/core'
import { useTranslation } from '../../i18n.ts'
import type { DeskAct, DeskPaper } from '../../../shared/api.ts'
import { useTimes } from '../../ui/times.ts'

type Props = {
  readonly acts: readonly DeskAct[]
  readonly papers: readonly DeskPaper[]
  readonly nameOf: (sectionId: string) => string
  readonly onUndo: (act: DeskAct) => void
}

const shownMost = 30

export function ActsList({ acts, papers, nameOf, onUndo }: Props) {
  const { t } = useTranslation()
  const { moment } = useTimes()
  if (acts.length === 0) return null
  const from = ({ materialId, fromSectionId }: DeskAct) =>
    fromSectionId === null
      ? (papers.find(({ id }) => id === materialId)?.name ?? t('desk.goneMaterial'))
      : nameOf(fromSectionId)
  const wordOf = ({ kind, fromSectionId }: DeskAct) =>
    kind === 'take' && fromSectionId === null ? 'desk.act_takeMaterial' : (`desk.act_${kind}` as const)
  return (
    <details className="desk-acts">
      <summary>{t('desk.acts', { n: acts.length })}</summary>
      <ol>
        {acts.slice(0, shownMost).map(act => (
          <li key={act.id} data-undone={act.undone ? '' : undefined}>
            <span>
              {t(wordOf(act), {
                quote: act.quote,
                from: from(act),
                to: nameOf(act.toSectionId),
              })}
            </span>
            <span className="desk-mute">
              {t('desk.actBy', { name: act.personName, time: moment(act.at) })}
            </span>
            {act.undone ? (
              <span className="desk-mute">{t('desk.actUndone')}</span>
            ) : (
              <Button
                size="compact-xs"
                variant="light"
                aria-label={t('desk.undoOf', { quote: act.quote })}
                onClick={() => onUndo(act)}
              >
                {t('common.undo')}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </details>
  )
}
