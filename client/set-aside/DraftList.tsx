/** Drafts set aside, one line each: of which section, whose, when, how long, and whether it was taken over. */
import { Anchor } from '@mantine/core'
import { useTranslation } from '../i18n.ts'
import type { SetAside } from '../../shared/api.ts'
import { useTimes } from '../ui/times.ts'
import { useSectionWords } from './section-words.ts'
import './set-aside.css'

type Props = {
  readonly drafts: readonly SetAside[]
  readonly onShow: (draftId: string) => void
}

export function DraftList({ drafts, onShow }: Props) {
  const { t } = useTranslation()
  const { moment } = useTimes()
  const sectionWords = useSectionWords()
  return (
    <ul className="aside-list">
      {drafts.map(draft => (
        <li key={draft.id} data-taken={draft.taken ? '' : undefined}>
          <strong>{sectionWords(draft)}</strong>
          <span>
            {t('setAside.of', { name: draft.personName, time: moment(draft.at), words: draft.words })}
          </span>
          {draft.taken && (
            <span>
              {t('setAside.takenBy', { name: draft.taken.personName, time: moment(draft.taken.at) })}
            </span>
          )}
          <Anchor component="button" type="button" size="sm" onClick={() => onShow(draft.id)}>
            {t('setAside.compare')}
          </Anchor>
        </li>
      ))}
    </ul>
  )
}
