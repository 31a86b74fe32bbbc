/** In the panel: the drafts set aside of the section in focus; nothing where there is none. */
import { useTranslation } from '../i18n.ts'
import { DraftList } from './DraftList.tsx'
import { useSetAsideDesk } from './desk.tsx'

export function SectionDrafts({ sectionId }: { readonly sectionId: string }) {
  const { t } = useTranslation()
  const { drafts, show } = useSetAsideDesk()
  const own = drafts.filter(draft => draft.sectionId === sectionId)
  if (own.length === 0) return null
  return (
    <section className="aside-section">
      <h3>{t('setAside.title')}</h3>
      <DraftList drafts={own} onShow={show} />
    </section>
  )
}
